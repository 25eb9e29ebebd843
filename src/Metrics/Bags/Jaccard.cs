using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The Jaccard index c / (|h| + |r| - c): shared over joined; over multisets, sum of minima over sum of maxima (Jaccard 1901; Ruzicka
/// 1958). 1 where both sides are empty.
/// </summary>
internal readonly struct Jaccard : IOverlapScore
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "jaccard",
        "Jaccard index of tokens, shared over joined",
        [TokenOverlap.Sets, TokenOverlap.Unit, .. TextOptions.Shared],
        options => TokenOverlap.Metric(options, default(Jaccard), symmetric: true, linear: false));

    /// <inheritdoc/>
    public static bool IsWholeQuotient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var joined = hypothesis + reference - shared;
        var value = shared / T.WhereEqual(joined, zero, T.Of(1), joined);
        return T.WhereEqual(joined, zero, T.Of(1), value);
    }
}
