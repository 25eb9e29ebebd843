using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>Makes a selection of candidates' values.</summary>
/// <param name="options">How to select.</param>
/// <param name="pool">The engines.</param>
internal sealed class Decision(SelectionOptions options, EnginePool pool)
{
    /// <summary>Distinct candidates that take part in the bootstrap: those further down win no draw that counts.</summary>
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
            Text = chosen.Index >= 0 ? problem.Problem.Candidates[chosen.Index].Text : chosen.Value!.Text,
            Expected = chosen.Expected,
            Risk = chosen.Risk,
            Value = chosen.Value,
            Ranking = Array.ConvertAll(order[..Math.Min(order.Length, options.Top ?? order.Length)], i => new RankedCandidate(i, values.Expected[i], values.Risk[i])),
            StandardError = chosen.StandardError,
            Margin = chosen.Margin,
            EffectiveSamples = chosen.EffectiveSamples,
            BestProbability = options.BootstrapResamples > 0 ? BestProbability(encoded, order, chosen.Index, cancellation) : null,
            Skipped = encoded.Candidates - order.Length + (encoded.IsSquare ? 0 : encoded.Skipped),
            Engine = use.Kind,
            Device = use.Device,
            Fallback = use.Fallback,
            Matrix = options.KeepMatrix ? Matrix(encoded, cancellation) : null,
        };
    }

    private int[] Rank(EncodedProblem encoded, CandidateValues values)
    {
        var readable = Enumerable.Range(0, encoded.Candidates).Where(i => encoded.RowOf[i] >= 0).ToArray();
        var worth = Array.ConvertAll(readable, i => values.Risk[i]);

        // Equal candidates share their weight, so that duplicates select as one candidate of their joint weight does.
        var own = encoded.IsSquare ? Array.ConvertAll(readable, i => encoded.ColumnUnits[encoded.RowOf[i]]) : [];
        return Array.ConvertAll(Ranking.Order(worth, own, options.Metric.Info.Direction), k => readable[k]);
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
            StandardError(encoded, encoded.RowOf[best], values.UnitsFor(best), values.Expected[best], samples, cancellation),
            Margin(encoded, values.Risk, order, best, values.Risk[best]),
            samples);
    }

    private Choice Closed(PreparedProblem problem, CandidateValues values, int[] order, CancellationToken cancellation)
    {
        var encoded = problem.Encoded;
        var answer = ClosedForm.Decide(problem);
        var alone = ProblemEncoder.Encode(options.Metric, [new Candidate(answer.Text)], problem.References, encoded.Weights);
        var sum = new double[1];
        pool.Processor.WeightedSums(alone, sum, cancellation);
        var expected = sum[0] / alone.Weights.Total;
        var index = ClosedForm.CandidateEqualTo(answer, problem);
        return new Choice(
            index,
            answer,
            expected,
            expected,
            StandardError(alone, 0, alone.ColumnUnits, expected, encoded.Weights.EffectiveSamples, cancellation),
            Margin(encoded, values.Risk, order, index, expected),
            encoded.Weights.EffectiveSamples);
    }

    private static double Margin(EncodedProblem encoded, double[] worth, int[] order, int chosen, double value)
    {
        var row = chosen < 0 ? -1 : encoded.RowOf[chosen];
        var other = Array.Find(order, i => encoded.RowOf[i] != row);
        return encoded.RowOf[other] == row ? double.NaN : Ranking.Margin([value, worth[other]], [0, 1]);
    }

    private double BestProbability(EncodedProblem encoded, int[] order, int chosen, CancellationToken cancellation)
    {
        var rows = order.Select(i => encoded.RowOf[i]).Distinct().Take(Leaders).ToArray();
        var utilities = new double[rows.Length * encoded.Columns];
        for (var k = 0; k < rows.Length; k++)
        {
            pool.Processor.Utilities(encoded, rows[k], 1, utilities.AsSpan(k * encoded.Columns, encoded.Columns), cancellation);
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
            options.Risk);
        return chosen < 0 ? 0 : probabilities[Math.Max(0, Array.IndexOf(rows, encoded.RowOf[chosen]))];
    }

    private double StandardError(EncodedProblem encoded, int row, ReadOnlySpan<long> units, double expected, double samples, CancellationToken cancellation)
    {
        if (!(samples > 1))
        {
            return double.NaN; // the row, which may be long work, would not be read
        }

        var utilities = new double[encoded.Columns];
        pool.Processor.Utilities(encoded, row, 1, utilities, cancellation);
        return RowStatistics.StandardError(utilities, units, expected, samples);
    }

    private float[] Matrix(EncodedProblem encoded, CancellationToken cancellation)
    {
        var matrix = new float[(long)encoded.Candidates * encoded.References];
        pool.Processor.Matrix(encoded, 0, encoded.Candidates, matrix, cancellation);
        return matrix;
    }

    private readonly record struct Choice(int Index, Answer? Value, double Expected, double Risk, double StandardError, double Margin, double EffectiveSamples);
}
