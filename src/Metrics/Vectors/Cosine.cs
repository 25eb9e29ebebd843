using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The cosine of the angle between two vectors, held to -1..1; 0 where one is zero.</summary>
internal readonly struct Cosine : IVectorScore
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "cosine",
        "cosine similarity of the candidates' vectors",
        [],
        options => new VectorMetric<Cosine>(options.Info(Direction.HigherIsBetter, -1, 1, symmetric: true), default));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T dot, T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var one = T.Of(1);
        var least = T.Of(-1);
        var scale = T.Sqrt(hypothesis) * T.Sqrt(reference);
        var value = dot / T.WhereEqual(scale, zero, one, scale);
        value = T.WhereLess(one, value, one, value);
        value = T.WhereLess(value, least, least, value);
        return T.WhereEqual(scale, zero, zero, value);
    }
}
