using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// F-beta of tokens, (1 + b²)c / (b²|r| + |h|): recall counts b times as much as precision (van Rijsbergen 1979). Where both sides are
/// empty it is <c>emptyScore</c>; where one is, 0.
/// </summary>
/// <param name="beta">The weight b of recall, at least 0.</param>
/// <param name="emptyScore">The value of two empty answers.</param>
internal readonly struct FBeta(double beta, double emptyScore) : IOverlapScore
{
    private readonly double _square = beta * beta;
    private readonly double _emptyScore = emptyScore;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "f-beta",
        "F-beta of shared tokens: words after the SQuAD normaliser, or ids",
        [
            new("beta", "1", "how much more recall counts than precision", minimum: 0, maximum: 1000),
            TokenOverlap.Empty,
            TokenOverlap.Sets,
            TokenOverlap.Unit, .. TextOptions.Shared,
        ],
        options => TokenOverlap.Metric(
            options,
            new FBeta(options.Number("beta"), TokenOverlap.EmptyScore(options)),
            symmetric: options.Number("beta") == 1,
            linear: true,
            TokenOverlap.FRule(options, options.Number("beta"), TokenOverlap.EmptyScore(options))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var square = T.Of(_square);
        var total = square * reference + hypothesis;
        var value = (T.Of(1) + square) * shared / T.WhereEqual(total, zero, T.Of(1), total);
        return T.WhereEqual(hypothesis + reference, zero, T.Of(_emptyScore), value);
    }
}
