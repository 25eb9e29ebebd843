using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The squared error (h - r)²; its Bayes answer is the mean.</summary>
internal readonly struct SquaredError : INumberScore, INumberRisk
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "squared-error",
        "squared difference of two numbers",
        NumberOptions.All(),
        options => NumberOptions.Loss(options, default(SquaredError), symmetric: true, new MeanRule()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var error = hypothesis - reference;
        return error * error;
    }

    /// <inheritdoc/>
    public void Expect(ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, Span<double> expected) =>
        NumberRisks.Squared(answers, values, units, expected);
}
