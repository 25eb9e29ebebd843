using System.Buffers;

namespace Accelerated.Metrics;

/// <summary>Arrays of the shared pool that are replaced by larger ones; an empty array means none.</summary>
internal static class Pooled
{
    /// <summary>
    /// Makes an array at least <paramref name="needed"/> long, and twice as long as it was where that is possible; the first
    /// <paramref name="used"/> elements stay.
    /// </summary>
    public static void Grow<TElement>(ref TElement[] array, int used, int needed)
    {
        if (array.Length >= needed)
        {
            return;
        }

        var larger = ArrayPool<TElement>.Shared.Rent(Math.Max(needed, (int)Math.Min(2L * array.Length, Array.MaxLength)));
        array.AsSpan(0, Math.Min(used, array.Length)).CopyTo(larger);
        Return(ref array);
        array = larger;
    }

    /// <summary>Gives an array back.</summary>
    public static void Return<TElement>(ref TElement[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<TElement>.Shared.Return(array);
            array = [];
        }
    }
}
