using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Accelerated.Kernels.Gpu;

/// <summary>Memory of the host that does not move, where a span cannot be held.</summary>
internal readonly unsafe struct HostSpan<T>(T* start, int length) where T : unmanaged
{
    // Larger pieces are copied by several threads: one is slower than a device's copies.
    private const int BytesPerThread = 1 << 20;

    public Span<T> Span => new(start, length);

    /// <summary>Copies <paramref name="piece"/>, which does not move, to where it belongs.</summary>
    public void Put(ReadOnlySpan<T> piece, long at)
    {
        var (source, target) = (Fixed(piece), this);
        var step = BytesPerThread / sizeof(T);
        if (piece.Length <= step)
        {
            piece.CopyTo(Span[(int)at..]);
            return;
        }

        Parallel.For(0, (piece.Length + step - 1) / step, i =>
        {
            var first = i * step;
            source.Span.Slice(first, Math.Min(step, source.Span.Length - first)).CopyTo(target.Span[((int)at + first)..]);
        });
    }

    /// <summary>A span over memory that does not move.</summary>
    public static HostSpan<T> Fixed(ReadOnlySpan<T> span) => new((T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span)), span.Length);
}
