using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Rank-biased overlap (Webber, Moffat and Zobel 2010), extrapolated beyond the lists' ends: the mean of the agreements at all depths, of
/// which depth d weighs (1 - p) p^(d - 1). 1 where both lists are empty, 0 where one is.
/// </summary>
/// <param name="persistence">p, 0 to 1: how far down a reader looks.</param>
internal readonly struct RankBiasedOverlap(double persistence) : IScratchPairScore<int, byte>
{
    private readonly double _persistence = persistence;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "ranking-rbo",
        "rank-biased overlap of two ranked lists",
        [new("p", "0.9", "how far down a reader looks: weight of each place against the one before", minimum: 0, maximum: 1)],
        options => CustomMetric.OverSequences<byte, RankBiasedOverlap>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: true), new RankingEncoder(), new(options.Number("p"))));

    /// <summary>None.</summary>
    public int ScratchLength(int hypothesis, int reference) => 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<byte>, allows ref struct
    {
        var (left, right) = (hypothesis.Length, reference.Length);
        if (left == 0 || right == 0)
        {
            return left == right ? 1 : 0;
        }

        // One minus the weighted disagreements, so that equal lists score 1 exactly.
        var (shorter, longer) = (Math.Min(left, right), Math.Max(left, right));
        var persistence = _persistence;
        var shared = 0;
        var sharedOfShorter = 0;
        var weight = 1.0;
        var lost = 0.0;
        var disagreement = 0.0;
        for (var depth = 1; depth <= longer; depth++)
        {
            // What comes in at this depth: each side's item, if the other has it no later.
            if (depth <= left && Places.Of(reference, Math.Min(depth, right), hypothesis[depth - 1]) < Math.Min(depth, right))
            {
                shared++;
            }

            if (depth <= right && Places.Of(hypothesis, Math.Min(depth - 1, left), reference[depth - 1]) < Math.Min(depth - 1, left))
            {
                shared++;
            }

            sharedOfShorter = depth == shorter ? shared : sharedOfShorter;
            var extrapolated = depth > shorter ? sharedOfShorter * (double)(depth - shorter) / shorter : 0;
            disagreement = 1 - (shared + extrapolated) / depth;
            lost += weight * disagreement;
            weight *= persistence;
        }

        var value = 1 - ((1 - persistence) * lost + weight * disagreement);
        return value < 0 ? 0 : value > 1 ? 1 : value;
    }
}
