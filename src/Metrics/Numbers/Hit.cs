using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>1 where |h - r| is at most delta, else 0.</summary>
/// <param name="delta">The tolerance, at least 0, in the unit of the numbers.</param>
internal readonly struct Hit(double delta) : INumberScore
{
    private readonly double _delta = delta;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "hit",
        "1 where two numbers differ by at most delta, else 0",
        NumberOptions.All(new MetricOption("delta", "1", "the tolerance", minimum: 0)),
        options => new NumberMetric<Hit>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: true),
            NumberOptions.Reader(options),
            new(options.Number("delta")),
            new HitRule(options.Number("delta"))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var error = Elementary.Absolute(hypothesis - reference);
        return T.WhereLess(T.Of(_delta), error, T.Of(0), T.Of(1));
    }
}
