using System.Buffers;
using Accelerated.Inference.Engines;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>The expected metric and the risk of each candidate of a problem.</summary>
internal sealed class CandidateValues : IDisposable
{
    private const int BlockElements = 1 << 20;

    // Up to this many pairs, all utilities are computed once and kept for sums, risk and standard error.
    private const int KeptPairs = 1 << 12;

    private readonly PreparedProblem _problem;
    private readonly SelectionOptions _options;
    private readonly double[] _selfUtilities;
    private double[] _kept = []; // pooled; rows x columns

    public CandidateValues(PreparedProblem problem, SelectionOptions options, CancellationToken cancellation)
    {
        _problem = problem;
        _options = options;
        var encoded = problem.Encoded;
        ExcludesSelf = options.Self == SelfPair.Exclude && encoded.IsSquare;
        _selfUtilities = ExcludesSelf ? new double[encoded.Rows] : [];
        if (ExcludesSelf)
        {
            PairEngine.SelfUtilities(encoded, _selfUtilities, cancellation);
        }

        Expected = new double[encoded.Candidates];
        Risk = options.Risk.Kind == RiskKind.Mean ? Expected : new double[encoded.Candidates];
    }

    /// <summary>Whether candidates' own votes are excluded.</summary>
    public bool ExcludesSelf { get; }

    /// <summary>The expected metric of each candidate; NaN where the metric cannot read it.</summary>
    public double[] Expected { get; }

    /// <summary>The risk of each candidate; the same array for the mean.</summary>
    public double[] Risk { get; }

    /// <summary>The device that <see cref="Row"/> asks; null for the CPU.</summary>
    public PairEngine? RowDevice { get; init; }

    /// <summary>Why the CPU computed a row in the device's place; null where it did not.</summary>
    public string? RowFallback { get; private set; }

    /// <summary>The weight of candidate <paramref name="index"/>'s own vote, in the weights' units; 0 where it has none.</summary>
    public long OwnUnits(int index)
    {
        if (!ExcludesSelf)
        {
            return 0;
        }

        // Model-based weights belong to the distinct sample, of which every duplicate is a copy.
        var encoded = _problem.Encoded;
        return _options.Weights.IsByModel()
            ? encoded.ColumnUnits[encoded.RowOf[index]]
            : encoded.Weights.Units[index];
    }

    /// <summary>Computes everything on one engine.</summary>
    public void Compute(PairEngine engine, CancellationToken cancellation)
    {
        var encoded = _problem.Encoded;
        var rented = ArrayPool<double>.Shared.Rent(encoded.Rows);
        var sums = rented.AsSpan(0, encoded.Rows);
        if (encoded.Rows * (long)encoded.Columns <= KeptPairs && encoded.Metric.Reduction == RowReduction.Pairs)
        {
            Keep(engine, sums, cancellation);
        }
        else
        {
            engine.WeightedSums(encoded, sums, cancellation);
        }

        FromSums(sums);
        ArrayPool<double>.Shared.Return(rented);
        FromRows(engine, cancellation);
    }

    /// <summary>The utilities of a row, one per column.</summary>
    public void Row(EnginePool pool, int row, Memory<double> utilities, CancellationToken cancellation)
    {
        if (_kept.Length > 0)
        {
            _kept.AsSpan(row * utilities.Length, utilities.Length).CopyTo(utilities.Span);
        }
        else
        {
            RowFallback = pool.Row(RowDevice, _problem.Encoded, row, utilities, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_kept.Length > 0)
        {
            ArrayPool<double>.Shared.Return(_kept);
            _kept = [];
        }
    }

    /// <summary>Fills <see cref="Expected"/> from the weighted sums of the rows.</summary>
    /// <exception cref="ScorerException">A utility of a user's metric is not finite.</exception>
    public void FromSums(ReadOnlySpan<double> sums)
    {
        var encoded = _problem.Encoded;
        NonFiniteUtilities.Find(encoded, sums);
        for (var i = 0; i < Expected.Length; i++)
        {
            var row = encoded.RowOf[i];
            if (row < 0)
            {
                Expected[i] = double.NaN;
            }
            else if (ExcludesSelf)
            {
                var own = OwnUnits(i);
                Expected[i] = own == encoded.Weights.Total
                    ? double.NaN
                    : (sums[row] - own * _selfUtilities[row]) / (encoded.Weights.Total - own);
            }
            else
            {
                Expected[i] = sums[row] / encoded.Weights.Total;
            }
        }
    }

    /// <summary>Fills <see cref="Risk"/> where it is not the mean, a block of rows at a time.</summary>
    public void FromRows(PairEngine engine, CancellationToken cancellation)
    {
        if (ReferenceEquals(Risk, Expected))
        {
            return;
        }

        var encoded = _problem.Encoded;
        Array.Fill(Risk, double.NaN);
        var byRow = Enumerable.Range(0, Risk.Length).Where(i => encoded.RowOf[i] >= 0).ToLookup(i => encoded.RowOf[i]);
        var blockRows = Math.Clamp(BlockElements / encoded.Columns, 1, encoded.Rows);
        var block = new double[blockRows * encoded.Columns];
        for (var first = 0; first < encoded.Rows; first += blockRows)
        {
            var rows = Math.Min(blockRows, encoded.Rows - first);
            engine.Utilities(encoded, first, rows, block.AsSpan(0, rows * encoded.Columns), cancellation);
            var start = first;
            Parallel.For(
                0,
                rows,
                new ParallelOptions { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellation },
                k => RowRisk(block.AsSpan(k * encoded.Columns, encoded.Columns), start + k, byRow[start + k]));
        }
    }

    /// <summary>
    /// The weights behind one candidate's value, one per column, without its own vote where that is excluded.
    /// </summary>
    public ReadOnlySpan<long> UnitsFor(int index)
    {
        var columns = _problem.Encoded.ColumnUnits;
        if (!ExcludesSelf)
        {
            return columns;
        }

        var units = columns.ToArray();
        units[_problem.Encoded.RowOf[index]] -= OwnUnits(index);
        return units;
    }

    /// <summary>The effective number of references behind one candidate's value.</summary>
    public double EffectiveSamplesFor(int index)
    {
        var encoded = _problem.Encoded;
        if (!ExcludesSelf)
        {
            return encoded.Weights.EffectiveSamples;
        }

        var units = encoded.Weights.Units.ToArray();
        for (var k = 0; k < units.Length; k++)
        {
            var own = _options.Weights.IsByModel() ? encoded.ColumnOf[k] == encoded.RowOf[index] : k == index;
            units[k] = own ? 0 : units[k];
        }

        return RowStatistics.EffectiveSamples(units);
    }

    private void Keep(PairEngine engine, Span<double> sums, CancellationToken cancellation)
    {
        var encoded = _problem.Encoded;
        Dispose();
        var kept = ArrayPool<double>.Shared.Rent(encoded.Rows * encoded.Columns);
        engine.Utilities(encoded, 0, encoded.Rows, kept.AsSpan(0, encoded.Rows * encoded.Columns), cancellation);
        for (var row = 0; row < encoded.Rows; row++)
        {
            sums[row] = RowSum.Of(kept.AsSpan(row * encoded.Columns, encoded.Columns), encoded.ColumnUnits);
        }

        _kept = kept;
    }

    private void RowRisk(ReadOnlySpan<double> utilities, int row, IEnumerable<int> candidates)
    {
        var units = _problem.Encoded.ColumnUnits.ToArray();
        var taken = 0L;
        var risk = double.NaN;
        var known = false;
        foreach (var i in candidates)
        {
            var own = OwnUnits(i);
            if (!known || own != taken)
            {
                units[ExcludesSelf ? row : 0] += taken - own;
                taken = own;
                risk = _options.Risk.Of(utilities, units, _options.Metric.Info.Direction);
                known = true;
            }

            Risk[i] = risk;
        }
    }
}
