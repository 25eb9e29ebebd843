namespace Accelerated.Metrics;

/// <summary>One answer's features: memory of the host in the CPU's engines, of the device in a kernel.</summary>
/// <typeparam name="TElement">The element.</typeparam>
public interface IFeatureRow<TElement> where TElement : unmanaged
{
    /// <summary>Number of elements.</summary>
    int Length { get; }

    /// <summary>The element at <paramref name="index"/>, 0 to <see cref="Length"/> - 1.</summary>
    TElement this[int index] { get; }
}
