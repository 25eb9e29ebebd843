using Accelerated.Metrics;

namespace Accelerated.Inference.Reporting;

/// <summary>What the votes for a selected candidate say, out of the utilities of all pairs.</summary>
internal sealed class Consensus
{
    private const int MostResamples = 200;
    private const int LeastResamples = 20;
    private const double PairsOfResamples = 2e7; // about 20 ms
    private const double Tail = 0.05;
    private const ulong Seed = 1;

    private readonly Selection _selection;
    private readonly int _count;
    private readonly bool _higherIsBetter;
    private readonly bool _excludesSelf;

    /// <summary>The votes of a problem without other references than its candidates.</summary>
    /// <param name="selection">With its matrix.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="options">How it was selected.</param>
    public Consensus(Selection selection, IReadOnlyList<Candidate> candidates, SelectionOptions options)
    {
        (_selection, _count) = (selection, candidates.Count);
        (_higherIsBetter, _excludesSelf) = (options.Metric.Info.Direction == Direction.HigherIsBetter, options.Self == SelfPair.Exclude);
        Readable = [.. selection.Ranking.Select(ranked => ranked.Index).Order()];
    }

    /// <summary>The candidates that the metric can read.</summary>
    public IReadOnlyList<int> Readable { get; }

    /// <summary>Whether <see cref="ByNumber"/> decides as the selection did: by the mean, over equal votes.</summary>
    public static bool HasCurve(SelectionOptions options) => options is
    {
        Weights: WeightSource.Uniform, Adjustment.IsNone: true, Risk.Kind: RiskKind.Mean, Rule: SelectionRule.Candidates,
    };

    /// <summary>A utility.</summary>
    public double Utility(int candidate, int reference) => _selection.Matrix![candidate * _count + reference];

    /// <summary>
    /// What the winner among some of the candidates, drawn at random, is worth by the votes of all: the mean and the middle 90 %, for
    /// numbers of candidates that double.
    /// </summary>
    public IReadOnlyList<(int Count, double Mean, double Low, double High)> ByNumber()
    {
        var expected = _selection.Ranking.ToDictionary(ranked => ranked.Index, ranked => ranked.Expected);
        var random = new SplitMix64(Seed);
        var curve = new List<(int, double, double, double)>();
        foreach (var count in Enumerable.Range(0, 31).Select(k => 1 << k).TakeWhile(n => n < Readable.Count).Append(Readable.Count))
        {
            var resamples = Math.Clamp((int)(PairsOfResamples / count / count), LeastResamples, MostResamples);
            var values = new double[count == Readable.Count ? 1 : resamples];
            for (var r = 0; r < values.Length; r++)
            {
                values[r] = expected[Winner(Draw(count, ref random))];
            }

            Array.Sort(values);
            curve.Add((count, values.Average(), At(values, Tail), At(values, 1 - Tail)));
        }

        return curve;
    }

    // The best of some candidates by their own votes.
    private int Winner(int[] drawn)
    {
        var best = drawn[0];
        var most = double.NegativeInfinity;
        foreach (var candidate in drawn)
        {
            var sum = 0.0;
            foreach (var reference in drawn)
            {
                sum += _excludesSelf && candidate == reference ? 0 : Utility(candidate, reference);
            }

            sum = _higherIsBetter ? sum : -sum;
            if (sum > most)
            {
                (best, most) = (candidate, sum);
            }
        }

        return best;
    }

    private int[] Draw(int count, ref SplitMix64 random)
    {
        var drawn = Readable.ToArray();
        for (var k = 0; k < count; k++)
        {
            var other = k + (int)random.Below((ulong)(drawn.Length - k));
            (drawn[k], drawn[other]) = (drawn[other], drawn[k]);
        }

        return drawn[..count];
    }

    private static double At(double[] sorted, double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];
}
