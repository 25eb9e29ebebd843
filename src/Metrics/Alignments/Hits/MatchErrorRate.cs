using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Match error rate (Morris, Maier and Green 2004): the share of edits in an alignment, d / (d + H) with H hits, 0 where both sides are
/// empty. Of the alignments with the fewest edits, the one with the most hits counts.
/// </summary>
internal readonly struct MatchErrorRate : IScratchPairScore<int, long>
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "mer",
        "match error rate: the share of edits in an alignment of words",
        TextOptions.Plain,
        options => CustomMetric.OverSequences<long, MatchErrorRate>(
            options.Info(Direction.LowerIsBetter, 0, 1, symmetric: true), new TokenSequenceEncoder(TextOptions.Words(options)), default));

    /// <inheritdoc/>
    public int ScratchLength(int hypothesis, int reference) => HitAlignment.ScratchLength(reference);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<long>, allows ref struct
    {
        var counts = HitAlignment.Of(hypothesis, reference, scratch);
        var edits = counts.Edits;
        return edits == 0 ? 0 : edits / (edits + counts.Hits);
    }
}
