using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The Tversky index c / (c + a(|h| - c) + b(|r| - c)) (Tversky 1977). 1 where both sides are empty, 0 where nothing is shared.
/// </summary>
/// <param name="alpha">What a token counts that only the hypothesis has, at least 0.</param>
/// <param name="beta">What a token counts that only the reference has, at least 0.</param>
internal readonly struct Tversky(double alpha, double beta) : IOverlapScore
{
    private readonly double _alpha = alpha;
    private readonly double _beta = beta;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "tversky",
        "Tversky index of tokens",
        [
            new("alpha", "0.5", "what a token counts that only the answer has", minimum: 0, maximum: 1000),
            new("beta", "0.5", "what a token counts that only the reference has", minimum: 0, maximum: 1000),
            TokenOverlap.Sets,
            TokenOverlap.Unit, .. TextOptions.Shared,
        ],
        options => TokenOverlap.Metric(
            options,
            new Tversky(options.Number("alpha"), options.Number("beta")),
            symmetric: options.Number("alpha") == options.Number("beta"),
            linear: options.Number("alpha") + options.Number("beta") == 1)); // then the denominator is a|h| + b|r|

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T shared, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var missed = T.Of(_alpha) * (hypothesis - shared) + T.Of(_beta) * (reference - shared);
        var total = shared + missed;
        var value = shared / T.WhereEqual(total, zero, T.Of(1), total);
        return T.WhereEqual(hypothesis + reference, zero, T.Of(1), value);
    }
}
