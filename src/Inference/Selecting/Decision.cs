using System.Buffers;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>Turns candidates' values into a selection.</summary>
/// <param name="options">How to select.</param>
/// <param name="pool">The engines.</param>
internal sealed class Decision(SelectionOptions options, EnginePool pool)
{
    /// <summary>Distinct candidates in the bootstrap: those ranked lower practically never win a resample.</summary>
    private const int Leaders = 32;

    /// <summary>The selection of a problem.</summary>
    public Selection Make(PreparedProblem problem, CandidateValues values, EngineUse use, CancellationToken cancellation)
    {
        var encoded = problem.Encoded;
        var order = Rank(encoded, values);
        var chosen = options.Rule == SelectionRule.Bayes
            ? Closed(problem, values, order, cancellation)
            : Best(problem, values, order, cancellation);
        return new Selection
        {
            Id = problem.Problem.Id,
            Index = chosen.Index,
            Text = chosen.Index >= 0 && !IsWritten(chosen) ? problem.Problem.Candidates[chosen.Index].Text : chosen.Value!.Text,
            Expected = chosen.Expected,
            Risk = chosen.Risk,
            Value = chosen.Value,
            Fields = chosen.Fields,
            Ranking = Ranked(order, values),
            StandardError = chosen.StandardError,
            Margin = chosen.Margin,
            EffectiveSamples = chosen.EffectiveSamples,
            BestProbability = options.BootstrapResamples > 0 ? BestProbability(encoded, order, chosen.Index, cancellation) : null,
            Skipped = encoded.Candidates - order.Length + (encoded.IsSquare ? 0 : encoded.Skipped),
            Engine = use.Engine,
            Device = use.Device,
            Fallback = use.Fallback ?? values.RowFallback,
            Matrix = options.KeepMatrix ? Matrix(encoded, cancellation) : null,
        };
    }

    // A record is answered as one of its schema, whatever the candidates' texts have around it.
    private bool IsWritten(Choice chosen) => chosen.Value is not null && options.Metric is RecordMetric;

    private RankedCandidate[] Ranked(int[] order, CandidateValues values)
    {
        var ranked = new RankedCandidate[Math.Min(order.Length, options.Top ?? order.Length)];
        for (var k = 0; k < ranked.Length; k++)
        {
            ranked[k] = new RankedCandidate(order[k], values.Expected[order[k]], values.Risk[order[k]]);
        }

        return ranked;
    }

    private int[] Rank(EncodedProblem encoded, CandidateValues values)
    {
        var readable = new int[encoded.Candidates];
        var worth = ArrayPool<double>.Shared.Rent(readable.Length);
        var own = ArrayPool<long>.Shared.Rent(readable.Length);
        var count = 0;
        for (var i = 0; i < readable.Length; i++)
        {
            if (encoded.RowOf[i] is >= 0 and var row)
            {
                readable[count] = i;
                worth[count] = values.Risk[i];

                // Equal candidates share their weight, so that duplicates rank like one candidate of their joint weight.
                own[count++] = encoded.IsSquare ? encoded.ColumnUnits[row] : 0;
            }
        }

        var order = Ranking.Order(worth.AsSpan(0, count), own.AsSpan(0, count), options.Metric.Info.Direction);
        for (var k = 0; k < order.Length; k++)
        {
            order[k] = readable[order[k]];
        }

        ArrayPool<double>.Shared.Return(worth);
        ArrayPool<long>.Shared.Return(own);
        return order;
    }

    private Choice Best(PreparedProblem problem, CandidateValues values, int[] order, CancellationToken cancellation)
    {
        var encoded = problem.Encoded;
        var best = order[0];
        var samples = values.EffectiveSamplesFor(best);
        return new Choice(
            best,
            null,
            values.Expected[best],
            values.Risk[best],
            StandardError(values, encoded, best, samples, cancellation),
            Margin(encoded, values.Risk, order, best, values.Risk[best]),
            samples)
        {
            Fields = SelectedFields.Of(encoded, encoded.RowOf[best]),
        };
    }

    private Choice Closed(PreparedProblem problem, CandidateValues values, int[] order, CancellationToken cancellation)
    {
        var encoded = problem.Encoded;
        var answer = ClosedForm.Decide(problem);
        var alone = ProblemEncoder.Encode(
            encoded.Metric is RecordMetric ? encoded.Metric : options.Metric,
            [new Candidate(answer.Text) { IsComputed = true }],
            problem.References,
            encoded.Weights,
            longestCandidate: int.MaxValue);
        var sum = new double[1];
        pool.Cpu.WeightedSums(alone, sum, cancellation);
        var expected = sum[0] / alone.Weights.Total;
        var index = ClosedForm.CandidateEqualTo(answer, problem);
        return new Choice(
            index,
            answer,
            expected,
            expected,
            StandardError(alone, expected, encoded.Weights.EffectiveSamples, cancellation),
            Margin(encoded, values.Risk, order, index, expected),
            encoded.Weights.EffectiveSamples)
        {
            Fields = SelectedFields.Of(alone, 0, encoded.IsSquare),
        };
    }

    private static double Margin(EncodedProblem encoded, double[] worth, int[] order, int chosen, double value)
    {
        var row = chosen < 0 ? -1 : encoded.RowOf[chosen];
        foreach (var other in order)
        {
            if (encoded.RowOf[other] != row)
            {
                return Ranking.Margin([value, worth[other]], [0, 1]);
            }
        }

        return double.NaN;
    }

    private double BestProbability(EncodedProblem encoded, int[] order, int chosen, CancellationToken cancellation)
    {
        var rows = order.Select(i => encoded.RowOf[i]).Distinct().Take(Leaders).ToArray();
        var utilities = new double[rows.Length * encoded.Columns];
        for (var k = 0; k < rows.Length; k++)
        {
            pool.Cpu.Utilities(encoded, rows[k], 1, utilities.AsSpan(k * encoded.Columns, encoded.Columns), cancellation);
        }

        var own = encoded.IsSquare ? Array.ConvertAll(rows, row => encoded.ColumnUnits[row]) : [];
        var probabilities = new double[rows.Length];
        Bootstrap.Best(
            utilities,
            encoded.ColumnUnits,
            Math.Max(1, (int)Math.Round(encoded.Weights.EffectiveSamples)),
            options.BootstrapResamples,
            options.BootstrapSeed,
            options.Metric.Info.Direction,
            own,
            probabilities,
            options.Risk,
            cancellation);
        return chosen < 0 ? 0 : probabilities[Math.Max(0, Array.IndexOf(rows, encoded.RowOf[chosen]))];
    }

    private double StandardError(CandidateValues values, EncodedProblem encoded, int best, double samples, CancellationToken cancellation)
    {
        if (!(samples > 1))
        {
            return double.NaN; // without computing the row, which may take long
        }

        var rented = ArrayPool<double>.Shared.Rent(encoded.Columns);
        var utilities = rented.AsMemory(0, encoded.Columns);
        values.Row(pool, encoded.RowOf[best], utilities, cancellation);
        var error = RowStatistics.StandardError(utilities.Span, values.UnitsFor(best), values.Expected[best], samples);
        ArrayPool<double>.Shared.Return(rented);
        return error;
    }

    private double StandardError(EncodedProblem alone, double expected, double samples, CancellationToken cancellation)
    {
        if (!(samples > 1))
        {
            return double.NaN;
        }

        var utilities = new double[alone.Columns];
        pool.Cpu.Utilities(alone, 0, 1, utilities, cancellation);
        return RowStatistics.StandardError(utilities, alone.ColumnUnits, expected, samples);
    }

    private float[] Matrix(EncodedProblem encoded, CancellationToken cancellation)
    {
        var matrix = new float[(long)encoded.Candidates * encoded.References];
        pool.Cpu.Matrix(encoded, 0, encoded.Candidates, matrix, cancellation);
        return matrix;
    }

    private readonly record struct Choice(
        int Index, Answer? Value, double Expected, double Risk, double StandardError, double Margin, double EffectiveSamples)
    {
        public IReadOnlyList<SelectedField> Fields { get; init; } = [];
    }
}
