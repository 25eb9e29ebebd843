using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Uploads many parts as one array, without an array of them on the host; several threads write them.</summary>
internal static class JoinedUpload
{
    /// <summary>Writes elements of a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="from">The first element.</param>
    /// <param name="target">Receives as many as it holds.</param>
    public delegate void FillPart<T>(int part, int from, Span<T> target);

    /// <summary>Uploads parts; part p is at starts[p]..starts[p + 1].</summary>
    public static ArrayView<T> ToDevice<T>(DeviceQueue queue, int[] starts, FillPart<T> fill)
        where T : unmanaged => queue.Upload<T>(starts[^1], (piece, at) =>
    {
        var whole = HostSpan<T>.Fixed(piece);
        var end = at + piece.Length;
        var first = Upper(starts, at) - 1;
        Parallel.For(first, Upper(starts, end - 1), part =>
        {
            var from = Math.Max(starts[part], at);
            var to = Math.Min(starts[part + 1], end);
            if (from < to)
            {
                fill(part, from - starts[part], whole.Span.Slice(from - at, to - from));
            }
        });
    });

    // The first index whose entry exceeds a value.
    private static int Upper(int[] ascending, int value)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ascending[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
