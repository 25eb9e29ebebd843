using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// How many symbols a tile's rows share with each of its columns, a byte a pair, in a group's shared memory: a thread counts one row's bag
/// against the 32 columns of a strip at once, and neighbouring threads take neighbouring strips.
/// </summary>
internal static class StripCounts
{
    /// <summary>Strips x orders that are counted together.</summary>
    public const int Slots = 32;

    /// <summary>Bytes of a row's counts with a strip.</summary>
    public const int Bytes = CountPlanes.Words * sizeof(uint);

    /// <summary>Counts every row against some neighbouring strips, in every order. The group meets at a barrier before and after.</summary>
    /// <param name="tile">The rows.</param>
    /// <param name="strip">The first strip.</param>
    /// <param name="width">Number of strips.</param>
    /// <param name="bags">The bags.</param>
    /// <param name="masks">The columns' masks.</param>
    /// <param name="counts">
    /// Receives row r's counts with strip s in an order at (order x <see cref="Tile.MostRows"/> + r) x <paramref name="width"/> + s.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(Tile tile, BagStrip strip, int width, BagRows bags, ArrayView<uint> masks, ArrayView<CountPlanes> counts)
    {
        var table = masks.SubView(strip.Masks, masks.Length - strip.Masks);
        var stride = strip.Stride;

        // Threads take elements of a box of strips, rows and orders whose sides are powers of two, so that none divides.
        var stripBits = Bits(width);
        var rowBits = Bits(tile.Rows);
        for (var i = Group.IdxY * Tile.Lanes + Group.IdxX; i < bags.Orders << (stripBits + rowBits); i += Group.DimY * Tile.Lanes)
        {
            var s = i & ((1 << stripBits) - 1);
            var row = (i >> stripBits) & ((1 << rowBits) - 1);
            var order = i >> (stripBits + rowBits);
            if (s < width && row < tile.Rows)
            {
                var bag = order * bags.Stride + tile.Row + row;
                var end = bags.Offsets[bag + 1];
                var counters = default(CountPlanes);
                var k = bags.Offsets[bag];
                for (; k <= end - CountPlanes.Masks; k += CountPlanes.Masks)
                {
                    var symbols = bags.Symbols.SubView(k, CountPlanes.Masks);
                    var m0 = table[symbols[0] * stride + s];
                    var m1 = table[symbols[1] * stride + s];
                    var m2 = table[symbols[2] * stride + s];
                    var m3 = table[symbols[3] * stride + s];
                    var m4 = table[symbols[4] * stride + s];
                    var m5 = table[symbols[5] * stride + s];
                    var m6 = table[symbols[6] * stride + s];
                    var m7 = table[symbols[7] * stride + s];
                    counters = CountPlanes.Add(counters, m0, m1, m2, m3, m4, m5, m6, m7);
                }

                if (k < end)
                {
                    var last = end - 1;
                    var m0 = table[bags.Symbols[k] * stride + s];
                    var m1 = Within(k + 1, last, table[bags.Symbols[IntrinsicMath.Min(k + 1, last)] * stride + s]);
                    var m2 = Within(k + 2, last, table[bags.Symbols[IntrinsicMath.Min(k + 2, last)] * stride + s]);
                    var m3 = Within(k + 3, last, table[bags.Symbols[IntrinsicMath.Min(k + 3, last)] * stride + s]);
                    var m4 = Within(k + 4, last, table[bags.Symbols[IntrinsicMath.Min(k + 4, last)] * stride + s]);
                    var m5 = Within(k + 5, last, table[bags.Symbols[IntrinsicMath.Min(k + 5, last)] * stride + s]);
                    var m6 = Within(k + 6, last, table[bags.Symbols[IntrinsicMath.Min(k + 6, last)] * stride + s]);
                    counters = CountPlanes.Add(counters, m0, m1, m2, m3, m4, m5, m6, 0);
                }

                counts[(order * Tile.MostRows + row) * width + s] = CountPlanes.ToBytes(counters);
            }
        }
    }

    // The least b for which 2^b is not below a number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bits(int number)
    {
        var bits = 0;
        while (1 << bits < number)
        {
            bits++;
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Within(int k, int last, uint mask) => k <= last ? mask : 0;
}
