using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>The ragged rows of several problems as one.</summary>
internal static class RaggedUpload
{
    /// <summary>One list of rows, problem by problem; values are as they were.</summary>
    public static (int[] Offsets, T[] Values) Join<T>(IReadOnlyList<RaggedRows<T>> parts, int[] itemBase, int items) where T : unmanaged
    {
        var total = parts.Sum(part => (long)part.Values.Length);
        DeviceLimits.RequireIndex(total, "features");
        var offsets = new int[items + 1];
        var values = new T[total];
        var used = 0;
        for (var p = 0; p < parts.Count; p++)
        {
            var part = parts[p];
            for (var i = 0; i < part.Count; i++)
            {
                offsets[itemBase[p] + i] = used + part.Offsets[i];
            }

            part.Values.CopyTo(values.AsSpan(used));
            used += part.Values.Length;
        }

        offsets[items] = used;
        return (offsets, values);
    }
}
