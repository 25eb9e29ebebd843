using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Token recall: the share c / |r| of the reference's tokens that the hypothesis has. Where both sides are empty it is <c>emptyScore</c>;
/// where one is, 0.
/// </summary>
/// <param name="emptyScore">The value of two empty answers.</param>
internal readonly struct TokenRecall(double emptyScore) : IOverlapScore
{
    private readonly double _emptyScore = emptyScore;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "token-recall",
        "share of the reference's tokens that the answer has",
        [TokenOverlap.Empty, TokenOverlap.Sets, TokenOverlap.Unit, .. TextOptions.Shared],
        options => TokenOverlap.Metric(options, new TokenRecall(TokenOverlap.EmptyScore(options)), symmetric: false, linear: true));

    /// <inheritdoc/>
    public static bool IsWholeQuotient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var value = shared / T.WhereEqual(reference, zero, T.Of(1), reference);
        return T.WhereEqual(hypothesis + reference, zero, T.Of(_emptyScore), value);
    }
}
