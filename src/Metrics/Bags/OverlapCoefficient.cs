using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The overlap coefficient c / min(|h|, |r|) (Szymkiewicz 1934, Simpson 1943). 1 where both sides are empty, 0 where one is.
/// </summary>
internal readonly struct OverlapCoefficient : IOverlapScore
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "overlap",
        "overlap coefficient of tokens, shared over the smaller",
        [TokenOverlap.Sets, TokenOverlap.Unit, .. TextOptions.Shared],
        options => TokenOverlap.Metric(options, default(OverlapCoefficient), symmetric: true, linear: true));

    /// <inheritdoc/>
    public static bool IsWholeQuotient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var smaller = T.WhereLess(hypothesis, reference, hypothesis, reference);
        var value = shared / T.WhereEqual(smaller, zero, T.Of(1), smaller);
        return T.WhereEqual(hypothesis + reference, zero, T.Of(1), value);
    }
}
