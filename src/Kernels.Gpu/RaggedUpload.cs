using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>The ragged rows of several problems as one, on the device.</summary>
internal static class RaggedUpload
{
    /// <summary>Copies one list of rows, problem by problem; values are as they were.</summary>
    public static (ArrayView<int> Offsets, ArrayView<T> Values) ToDevice<T>(
        DeviceQueue queue, IReadOnlyList<RaggedRows<T>> parts, int[] itemBase, int items)
        where T : unmanaged
    {
        DeviceLimits.RequireIndex(parts.Sum(part => (long)part.Values.Length), "features");
        var starts = new int[parts.Count + 1];
        var offsets = new int[items + 1];
        for (var p = 0; p < parts.Count; p++)
        {
            var part = parts[p];
            for (var i = 0; i < part.Count; i++)
            {
                offsets[itemBase[p] + i] = starts[p] + part.Offsets[i];
            }

            starts[p + 1] = starts[p] + part.Values.Length;
        }

        offsets[items] = starts[^1];
        return (
            queue.Upload<int>(offsets),
            JoinedUpload.ToDevice<T>(queue, starts, (part, from, target) => parts[part].Values.Slice(from, target.Length).CopyTo(target)));
    }
}
