using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Token precision: the share c / |h| of the hypothesis's tokens that the reference has. Where both sides are empty it is
/// <c>emptyScore</c>; where one is, 0.
/// </summary>
/// <param name="emptyScore">The value of two empty answers.</param>
internal readonly struct TokenPrecision(double emptyScore) : IOverlapScore
{
    private readonly double _emptyScore = emptyScore;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "token-precision",
        "share of the answer's tokens that the reference has",
        [TokenOverlap.Empty, TokenOverlap.Sets, TokenOverlap.Unit, .. TextOptions.Shared],
        options => TokenOverlap.Metric(options, new TokenPrecision(TokenOverlap.EmptyScore(options)), symmetric: false, linear: true));

    /// <inheritdoc/>
    public static bool IsWholeQuotient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var value = shared / T.WhereEqual(hypothesis, zero, T.Of(1), hypothesis);
        return T.WhereEqual(hypothesis + reference, zero, T.Of(_emptyScore), value);
    }
}
