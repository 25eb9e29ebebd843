using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The loss of support vector regression, max(0, |h - r| - epsilon): differences up to epsilon cost nothing (Vapnik 1995).
/// </summary>
/// <param name="epsilon">The difference that costs nothing, at least 0, in the unit of the numbers.</param>
internal readonly struct EpsilonInsensitive(double epsilon) : INumberScore
{
    private readonly double _epsilon = epsilon;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "epsilon-insensitive",
        "absolute difference beyond epsilon",
        NumberOptions.All(new MetricOption("epsilon", "1", "the difference that costs nothing", minimum: 0)),
        options => NumberOptions.Loss(
            options,
            new EpsilonInsensitive(options.Number("epsilon")),
            symmetric: true,
            new EpsilonInsensitiveRule(options.Number("epsilon"))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var beyond = Elementary.Absolute(hypothesis - reference) - T.Of(_epsilon);
        return T.WhereLess(beyond, zero, zero, beyond);
    }
}
