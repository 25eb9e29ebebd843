using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>Huber's loss of e = |h - r|: e² / 2 up to delta, then delta (e - delta / 2) (Huber 1964).</summary>
/// <param name="delta">Where the loss turns linear; positive, in the unit of the numbers.</param>
internal readonly struct Huber(double delta) : INumberScore, INumberRisk
{
    private readonly double _delta = delta;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "huber",
        "squared for small differences, linear for large ones",
        NumberOptions.All(new MetricOption("delta", "1", "where the loss turns linear", minimum: 1e-9)),
        options =>
            NumberOptions.Loss(options, new Huber(options.Number("delta")), symmetric: true, new HuberRule(options.Number("delta"))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var half = T.Of(0.5);
        var delta = T.Of(_delta);
        var error = Elementary.Absolute(hypothesis - reference);
        var square = half * error * error;
        var line = delta * (error - half * delta);
        return T.WhereLess(delta, error, line, square);
    }

    /// <inheritdoc/>
    public void Expect(ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, Span<double> expected) =>
        NumberRisks.Huber(answers, values, units, _delta, expected);
}
