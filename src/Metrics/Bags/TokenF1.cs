using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Token F1: 2c / (|h| + |r|), c the shared tokens (Rajpurkar et al. 2016). Where both sides are empty it is <c>emptyScore</c>; where
/// one is, 0.
/// </summary>
/// <param name="emptyScore">The value of two empty answers: 1 in version 2 of the SQuAD rules, 0 in version 1.</param>
internal readonly struct TokenF1(double emptyScore) : IOverlapScore
{
    private readonly double _emptyScore = emptyScore;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "token-f1",
        "F1 of shared tokens: words after the SQuAD normaliser, or ids",
        [TokenOverlap.Empty, TokenOverlap.Sets, TokenOverlap.Unit, .. TextOptions.Shared],
        options => TokenOverlap.Metric(
            options,
            new TokenF1(TokenOverlap.EmptyScore(options)),
            symmetric: true,
            linear: true,
            TokenOverlap.FRule(options, 1, TokenOverlap.EmptyScore(options))));

    /// <inheritdoc/>
    public static bool IsWholeQuotient => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var total = hypothesis + reference;
        var value = (shared + shared) / T.WhereEqual(total, zero, T.Of(1), total);
        return T.WhereEqual(total, zero, T.Of(_emptyScore), value);
    }
}
