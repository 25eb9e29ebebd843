namespace Accelerated.Metrics.Tests.Encoding;

public sealed class NGramBagsTests
{
    [TestCase(3, 40, false)]
    [TestCase(3, 40, true)]
    [TestCase(1, 30, false)]
    [TestCase(5000, 300, false)]
    [TestCase(5000, 300, true)]
    public void Bags_share_what_lists_of_n_grams_share(int alphabet, int longest, bool asSets)
    {
        const int Seed = 41;
        var random = new Random(Seed);
        var items = Enumerable.Range(0, 12).Select(
            i => Enumerable.Range(0, i == 0 ? 0 : random.Next(longest)).Select(_ => random.Next(alphabet)).ToArray()).ToList();
        items.Add(items[^1]);
        var offsets = new[] { 0 }.Concat(items.Select((_, i) => items.Take(i + 1).Sum(item => item.Length))).ToArray();
        var features = NGramBags.Encode(new RaggedRows<int>(offsets, [.. items.SelectMany(item => item)]), alphabet, 1, 4, asSets);
        for (var n = 1; n <= 4; n++)
        {
            var order = features.Orders[n - 1];
            for (var i = 0; i < items.Count; i++)
            {
                var grams = Grams(items[i], n);
                Assert.That(order.Bags[i].ToArray(), Is.Unique, $"seed {Seed}");
                Assert.That(order.Bags[i].ToArray(), Is.All.InRange(0, order.SymbolCount - 1), $"seed {Seed}");
                Assert.That(order.Bags.LengthOf(i), Is.EqualTo(asSets ? grams.Distinct().Count() : grams.Count), $"seed {Seed}");
                for (var j = 0; j < items.Count; j++)
                {
                    var left = Oracles.Counts.Of(grams);
                    var right = Oracles.Counts.Of(Grams(items[j], n));
                    var expected = left.Sum(
                        pair => right.TryGetValue(pair.Key, out var count) ? asSets ? 1 : Math.Min(count, pair.Value) : 0);
                    Assert.That(
                        order.Bags[i].ToArray().Intersect(order.Bags[j].ToArray()).Count(),
                        Is.EqualTo(expected),
                        $"seed {Seed}: order {n}, items {i} and {j}");
                }
            }
        }
    }

    [TestCase(1, 0, TestName = "No tokens")]
    [TestCase(2, 60)]
    [TestCase(30, 60)]
    [TestCase(240, 300, TestName = "Pairs about as many as are looked up by address")]
    [TestCase(1500, 3000, TestName = "Pairs more than are ever looked up by address")]
    public void Ids_follow_the_first_appearance(int alphabet, int longest)
    {
        const int Seed = 43;
        var random = new Random(Seed);
        int[][] items =
        [
            .. Enumerable.Range(0, 12).Select(_ => longest == 0 ? 0 : random.Next(longest / 2, longest)).Select(
                length => Enumerable.Range(0, length).Select(_ => random.Next(alphabet)).ToArray()),
        ];
        int[] offsets = [0, .. items.Select((_, i) => items.Take(i + 1).Sum(item => item.Length))];
        var features = NGramBags.Encode(new RaggedRows<int>(offsets, [.. items.SelectMany(item => item)]), alphabet, 2, 5, asSets: true);
        for (var n = 2; n <= 5; n++)
        {
            var ids = new Dictionary<string, int>();
            for (var i = 0; i < items.Length; i++)
            {
                var expected = Grams(items[i], n).Distinct().Select(
                    gram => ids.TryAdd(gram, ids.Count) ? ids.Count - 1 : ids[gram]).ToArray();
                Assert.That(features.Orders[n - 2].Bags[i].ToArray(), Is.EqualTo(expected), $"seed {Seed}: order {n}, item {i}");
            }

            Assert.That(features.Orders[n - 2].SymbolCount, Is.EqualTo(ids.Count), $"order {n}");
        }
    }

    [Test]
    public void Higher_orders_alone_are_the_same()
    {
        int[] offsets = [0, 6, 9];
        int[] values = [0, 1, 0, 1, 0, 1, 1, 0, 1];
        var all = NGramBags.Encode(new(offsets, values), 2, 1, 3, false);
        var some = NGramBags.Encode(new(offsets, values), 2, 2, 3, false);
        Assert.That(some.Orders.Length, Is.EqualTo(2));
        Assert.That(some.Orders[0].Bags.Values.ToArray(), Is.EqualTo(all.Orders[1].Bags.Values.ToArray()));
        Assert.That(some.Orders[1].SymbolCount, Is.EqualTo(all.Orders[2].SymbolCount));
    }

    private static List<string> Grams(int[] item, int n) =>
        [.. Enumerable.Range(0, Math.Max(0, item.Length - n + 1)).Select(i => string.Join(',', item[i..(i + n)]))];
}
