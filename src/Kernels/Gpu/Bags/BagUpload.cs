using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>The bags of a batch, joined and copied to the device.</summary>
internal static class BagUpload
{
    /// <summary>Copies the bags; <paramref name="symbolCounts"/> receives the number of symbols of each problem, all orders together.</summary>
    public static BagRows ToDevice(DeviceQueue queue, IReadOnlyList<EncodedProblem> problems, int[] itemBase, int items, out int[] symbolCounts)
    {
        var features = problems.Select(problem => (BagFeatures)problem.Features).ToArray();
        var orders = features[0].Orders.Length;
        var total = 0L;
        foreach (var feature in features)
        {
            foreach (var order in feature.Orders)
            {
                total += order.Bags.Values.Length;
            }
        }

        DeviceLimits.RequireIndex(Math.Max(total, (items + 1L) * orders), "features");
        var stride = items + 1;
        var offsets = new int[stride * orders];
        var symbols = new int[total];
        var before = new int[problems.Count];
        var used = 0;
        for (var order = 0; order < orders; order++)
        {
            for (var p = 0; p < features.Length; p++)
            {
                var bags = features[p].Orders[order].Bags;
                var start = order * stride + itemBase[p];
                for (var i = 0; i < bags.Count; i++)
                {
                    offsets[start + i] = used + bags.Offsets[i];
                }

                foreach (var symbol in bags.Values)
                {
                    symbols[used++] = before[p] + symbol;
                }

                before[p] = checked(before[p] + features[p].Orders[order].SymbolCount);
            }

            offsets[order * stride + items] = used;
        }

        symbolCounts = before;
        return new BagRows
        {
            Orders = orders,
            Stride = stride,
            Offsets = queue.Upload<int>(offsets),
            Symbols = queue.Upload<int>(symbols),
        };
    }
}
