using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The pinball loss max(tau e, (tau - 1) e) of e = r - h; its Bayes answer is the tau-quantile (Koenker and Bassett 1978).
/// </summary>
/// <param name="tau">The quantile, 0 to 1.</param>
internal readonly struct Pinball(double tau) : INumberScore, INumberRisk
{
    private readonly double _tau = tau;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "pinball",
        "loss of a quantile: too low costs tau, too high 1 - tau",
        NumberOptions.All(new MetricOption("tau", "0.5", "the quantile", minimum: 0, maximum: 1)),
        options => NumberOptions.Loss(
            options, new Pinball(options.Number("tau")), symmetric: options.Number("tau") == 0.5, new QuantileRule(options.Number("tau"))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var error = reference - hypothesis;
        var above = T.Of(_tau) * error;
        var below = T.Of(1 - _tau) * (hypothesis - reference);
        return T.WhereLess(error, zero, below, above);
    }

    /// <inheritdoc/>
    public void Expect(ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, Span<double> expected) =>
        NumberRisks.Pinball(answers, values, units, _tau, expected);
}
