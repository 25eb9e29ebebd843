using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>The relative error |h - r| / |r|, or its square; references must not be 0.</summary>
/// <param name="squared">1 for the square, else 0.</param>
internal readonly struct RelativeError(double squared) : INumberScore
{
    private readonly double _squared = squared;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "relative-error",
        "difference over the reference; references must not be 0",
        NumberOptions.All(MetricOption.Flag("squared", false, "the square")),
        options => NumberOptions.Loss(
            options,
            new RelativeError(options.Flag("squared") ? 1 : 0),
            symmetric: false,
            options.Flag("squared") ? new RelativeSquaredRule() : new RelativeAbsoluteRule(),
            NumberDomain.NonZeroReferences));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Score<T>(T hypothesis, T reference) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        var ratio = Elementary.Absolute((hypothesis - reference) / T.WhereEqual(reference, zero, T.Of(1), reference));
        return T.WhereEqual(T.Of(_squared), zero, ratio, ratio * ratio);
    }
}
