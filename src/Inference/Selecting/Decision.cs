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
        var order = Rank(encoded, values, options.Metric.Info.Direction);
        var chosen = options.Rule switch
        {
            SelectionRule.Bayes => Closed(problem, values, order, cancellation),
            SelectionRule.Consensus => Consensus(problem, values, order, cancellation),
            _ => Best(problem, values, order, cancellation),
        };
        var pairs = options.ClusterThreshold is null && options.Diverse is null
            ? null
            : new CandidatePairs(problem, options, pool.Cpu, cancellation);
        return new Selection
        {
            Id = problem.Problem.Id,
            Index = chosen.Index,
            Text = chosen.Index >= 0 && !IsWritten(chosen) ? problem.Problem.Candidates[chosen.Index].Text : chosen.Text!,
            Expected = chosen.Expected,
            Risk = chosen.Risk,
            Value = chosen.Value,
            Words = chosen.Words,
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
            Clusters = options.ClusterThreshold is { } threshold
                ? ClusterSearch.Find(pairs!, problem, order, options.Metric.Info.Direction, threshold, cancellation)
                : null,
            Diverse = options.Diverse is { } count ? Diverse(pairs!, order, values, count) : null,
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
            ranked[k] = Ranked(order[k], values);
        }

        return ranked;
    }

    private static RankedCandidate Ranked(int candidate, CandidateValues values) =>
        new(candidate, values.Expected[candidate], values.Risk[candidate]);

    // A metric that is better where it is higher is the less, the more two candidates differ; a loss is the more.
    private List<RankedCandidate> Diverse(CandidatePairs pairs, int[] order, CandidateValues values, int count)
    {
        var sign = options.Metric.Info.Direction == Direction.HigherIsBetter ? 1 : -1;
        var distinct = order.DistinctBy(pairs.RowOf).ToArray();
        double Distance(int one, int other) => -sign * pairs[pairs.RowOf(distinct[one]), pairs.RowOf(distinct[other])];
        var worth = Array.ConvertAll(distinct, i => sign * values.Risk[i]);
        return [.. DiverseSubset.Greedy(worth, Distance, count, options.Diversity).Select(k => Ranked(distinct[k], values))];
    }

    /// <summary>The candidates that the metric can read, best first.</summary>
    public static int[] Rank(EncodedProblem encoded, CandidateValues values, Direction direction)
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

        var order = Ranking.Order(worth.AsSpan(0, count), own.AsSpan(0, count), direction);
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
        var answer = ClosedForm.Decide(problem);
        var index = ClosedForm.CandidateEqualTo(answer, problem);
        var text = new Candidate(answer.Text) { IsComputed = true };
        return Computed(problem, values, order, text, index, cancellation) with { Value = answer };
    }

    private Choice Consensus(PreparedProblem problem, CandidateValues values, int[] order, CancellationToken cancellation)
    {
        var answer = ConsensusSearch.Find(problem, order, options, pool.Cpu, cancellation);
        var choice = answer.Built is { } built
            ? Computed(problem, values, order, built, -1, cancellation)
            : Best(problem, values, order, cancellation);
        return choice with { Words = answer.Words };
    }

    private Choice Computed(
        PreparedProblem problem, CandidateValues values, int[] order, Candidate answer, int index, CancellationToken cancellation)
    {
        var encoded = problem.Encoded;
        var alone = ProblemEncoder.Encode(
            encoded.Metric is RecordMetric ? encoded.Metric : options.Metric,
            [answer],
            problem.References,
            encoded.Weights,
            longestCandidate: int.MaxValue);
        var sum = new double[1];
        pool.Cpu.WeightedSums(alone, sum, cancellation);
        var expected = sum[0] / alone.Weights.Total;
        return new Choice(
            index,
            expected,
            expected,
            StandardError(alone, expected, encoded.Weights.EffectiveSamples, cancellation),
            Margin(encoded, values.Risk, order, index, expected),
            encoded.Weights.EffectiveSamples)
        {
            Text = answer.Text,
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
        int Index, double Expected, double Risk, double StandardError, double Margin, double EffectiveSamples)
    {
        public string? Text { get; init; }

        public Answer? Value { get; init; }

        public IReadOnlyList<ConsensusWord>? Words { get; init; }

        public IReadOnlyList<SelectedField> Fields { get; init; } = [];
    }
}
