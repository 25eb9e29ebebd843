using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The squared difference of logarithms (ln(1 + h) - ln(1 + r))², for numbers above -1.</summary>
internal readonly struct SquaredLogError : INumberScore
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "squared-log-error",
        "squared difference of ln(1 + x); numbers must be above -1",
        NumberOptions.All(),
        options => NumberOptions.Loss(
            options, default(SquaredLogError), symmetric: true, new SquaredLogRule(), domain: NumberDomain.AboveMinusOne));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var one = T.Of(1);
        var left = Elementary.Log(one + hypothesis);
        var right = Elementary.Log(one + reference);
        var error = left - right;
        return error * error;
    }
}
