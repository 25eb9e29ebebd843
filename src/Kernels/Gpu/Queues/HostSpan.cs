using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Accelerated.Kernels.Gpu;

/// <summary>Pinned memory of the host, where a span cannot be held.</summary>
internal readonly unsafe struct HostSpan<T>(T* start, int length) where T : unmanaged
{
    public Span<T> Span => new(start, length);

    /// <summary>Copies <paramref name="piece"/> to where it belongs.</summary>
    public void Put(ReadOnlySpan<T> piece, long at) => piece.CopyTo(Span[(int)at..]);

    /// <summary>A span over memory that does not move.</summary>
    public static HostSpan<T> Fixed(Span<T> span) => new((T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span)), span.Length);
}
