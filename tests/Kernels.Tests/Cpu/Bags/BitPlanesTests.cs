using Accelerated.Kernels.Cpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

public sealed unsafe class BitPlanesTests
{
    [Test]
    public void Counts_of_a_tile_are_those_of_set_intersections()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var columns = random.Next(1, BitPlanes.Columns + 1);
            var sets = Enumerable.Range(0, columns + 1).Select(_ => Set(random)).ToArray();
            var offsets = new int[sets.Length + 1];
            for (var i = 0; i < sets.Length; i++)
            {
                offsets[i + 1] = offsets[i] + sets[i].Length;
            }

            var order = new BagOrder(new RaggedRows<int>(offsets, [.. sets.SelectMany(s => s)]), 700);
            int[] items = [.. Enumerable.Range(0, columns + 1)];
            using var tile = new BagTile(order, BagTile.Symbols(order, items));
            tile.Fill(items, 0, random.Next(columns + 1), tabled: false); // must leave nothing behind
            tile.Fill(items, 1, columns, tabled: false);
            var bytes = new byte[BitPlanes.Columns];
            var whole = new int[BitPlanes.Columns];
            fixed (byte* narrow = bytes)
            fixed (int* wide = whole)
            {
                tile.Count(0, wide);
                var expected = sets.Skip(1).Select(s => s.Intersect(sets[0]).Count()).ToArray();
                Assert.That(whole[..columns], Is.EqualTo(expected), $"seed {seed}");
                if (expected.Max() < 256)
                {
                    tile.Count(0, narrow);
                    Assert.That(bytes[..columns].Select(b => (int)b), Is.EqualTo(expected), $"bytes, seed {seed}");
                }
            }
        }

        static int[] Set(Random random)
        {
            var symbols = Enumerable.Range(0, 700).ToArray();
            random.Shuffle(symbols);
            return symbols[..random.Next(random.Next(2) == 0 ? 12 : 600)];
        }
    }
}
