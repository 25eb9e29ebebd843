namespace Accelerated.Metrics;

/// <summary>
/// A user's metric, on an unmanaged struct: one body for the CPU and the GPU. Keep to loops, arithmetic on numbers, <see cref="Math"/>
/// functions and structs; no allocation, strings, exceptions, delegates, bool or char fields. Sums, products, quotients and roots have the
/// same bits on every engine; exponentials, logarithms, powers and angles are a device's own and may differ from the CPU's in the last
/// digits (<see cref="Elementary"/> has an exponential and a logarithm that do not).
/// The struct and its element must be public, or their assembly must let ILGPURuntime see its internals, else no device can launch it.
/// </summary>
/// <typeparam name="TElement">The element of a feature row.</typeparam>
public interface IPairScore<TElement> where TElement : unmanaged
{
    /// <summary>The metric's value for a pair. Called by several threads at once, each with a copy of the struct.</summary>
    double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<TElement>, allows ref struct;
}
