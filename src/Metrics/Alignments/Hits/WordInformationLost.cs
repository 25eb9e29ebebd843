using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Word information lost (Morris, Maier and Green 2004): 1 - H² / (|h| |r|) with H hits, 0 where both sides are empty and 1 where one is.
/// Of the alignments with the fewest edits, the one with the most hits counts.
/// </summary>
internal readonly struct WordInformationLost : IScratchPairScore<int, long>
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "wil",
        "word information lost: one minus the hits' shares of both sides",
        TextOptions.Plain,
        options => CustomMetric.OverSequences<long, WordInformationLost>(
            options.Info(Direction.LowerIsBetter, 0, 1, symmetric: true), new TokenSequenceEncoder(TextOptions.Words(options)), default));

    /// <inheritdoc/>
    public int ScratchLength(int hypothesis, int reference) => HitAlignment.ScratchLength(reference);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<long>, allows ref struct
    {
        double left = hypothesis.Length;
        double right = reference.Length;
        if (left == 0 || right == 0)
        {
            return left == right ? 0 : 1;
        }

        var hits = HitAlignment.Of(hypothesis, reference, scratch).Hits;
        return 1 - hits / left * (hits / right);
    }
}
