using System.Runtime.CompilerServices;
using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>A feature row in the device's memory.</summary>
internal readonly struct DeviceRow<TElement>(ArrayView<TElement> values, int first, int length) : IFeatureRow<TElement>
    where TElement : unmanaged
{
    private readonly ArrayView<TElement> _values = values;
    private readonly int _first = first;
    private readonly int _length = length;

    public int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _length;
    }

    public TElement this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _values[_first + index];
    }
}
