using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The Euclidean distance of two vectors, the root of |h|² + |r|² - 2 h·r.</summary>
internal readonly struct Euclidean : IVectorScore
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "euclidean",
        "Euclidean distance of the candidates' vectors",
        [],
        options =>
            new VectorMetric<Euclidean>(options.Info(Direction.LowerIsBetter, 0, double.PositiveInfinity, symmetric: true), default));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T dot, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var square = hypothesis + reference - (dot + dot);
        return T.Sqrt(T.WhereLess(square, zero, zero, square));
    }
}
