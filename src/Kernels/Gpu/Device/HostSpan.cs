namespace Accelerated.Kernels.Gpu;

/// <summary>Pinned memory of the host, where a span cannot be held.</summary>
internal readonly unsafe struct HostSpan<T>(T* start, int length) where T : unmanaged
{
    public Span<T> Span => new(start, length);
}
