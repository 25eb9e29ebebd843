using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The squared error (h - r)^2; its Bayes answer is the mean.</summary>
public readonly struct SquaredError : INumberScore
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "squared-error",
        "squared difference of two numbers",
        [new("missing", "skip", "leave a text without a number out, or refuse the problem", ["skip", "error"])],
        options => new NumberMetric<SquaredError>(
            options.Info(Direction.LowerIsBetter, 0, double.PositiveInfinity, symmetric: true),
            new NumberReader(options.Text("missing") == "skip" ? MissingNumber.Skip : MissingNumber.Error),
            default));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var error = hypothesis - reference;
        return error * error;
    }
}
