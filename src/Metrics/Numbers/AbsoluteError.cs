using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The absolute error |h - r|; its Bayes answer is the median.</summary>
internal readonly struct AbsoluteError : INumberScore, INumberRisk
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "absolute-error",
        "absolute difference of two numbers",
        NumberOptions.All(),
        options => NumberOptions.Loss(options, default(AbsoluteError), symmetric: true, QuantileRule.Median()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T> => Elementary.Absolute(hypothesis - reference);

    /// <inheritdoc/>
    public void Expect(ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, Span<double> expected) =>
        NumberRisks.Absolute(answers, values, units, expected);
}
