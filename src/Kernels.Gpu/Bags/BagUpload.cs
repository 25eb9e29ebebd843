using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>The bags of a batch, joined and copied to the device.</summary>
internal static class BagUpload
{
    /// <summary>
    /// Copies the bags; <paramref name="symbolCounts"/> receives the number of symbols of each problem, all orders together.
    /// </summary>
    public static BagRows ToDevice(
        DeviceQueue queue, IReadOnlyList<EncodedProblem> problems, int[] itemBase, int items, out int[] symbolCounts)
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
        var sizes = new int[stride * orders];
        var starts = new int[orders * features.Length + 1];
        var before = new int[starts.Length - 1]; // what is added to the symbols of an order and problem
        symbolCounts = new int[features.Length];
        for (var order = 0; order < orders; order++)
        {
            for (var p = 0; p < features.Length; p++)
            {
                var part = order * features.Length + p;
                var bags = features[p].Orders[order].Bags;
                var first = order * stride + itemBase[p];
                for (var i = 0; i < bags.Count; i++)
                {
                    offsets[first + i] = starts[part] + bags.Offsets[i];
                    sizes[first + i] = bags.LengthOf(i);
                }

                starts[part + 1] = starts[part] + bags.Values.Length;
                before[part] = symbolCounts[p];
                symbolCounts[p] = checked(symbolCounts[p] + features[p].Orders[order].SymbolCount);
            }

            offsets[order * stride + items] = starts[(order + 1) * features.Length];
        }

        return new BagRows
        {
            Orders = orders,
            Stride = stride,
            Offsets = queue.Upload<int>(offsets),
            Sizes = queue.Upload<int>(sizes),
            Symbols = JoinedUpload.ToDevice<int>(queue, starts, (part, from, target) =>
            {
                var symbols = features[part % features.Length].Orders[part / features.Length].Bags.Values.Slice(from, target.Length);
                for (var i = 0; i < symbols.Length; i++)
                {
                    target[i] = before[part] + symbols[i];
                }
            }),
        };
    }
}
