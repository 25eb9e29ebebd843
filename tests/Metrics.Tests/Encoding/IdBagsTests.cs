using Accelerated.Oracles;

namespace Accelerated.Metrics.Tests.Encoding;

/// <summary>Bags of token ids against multisets of the ids' decimal texts.</summary>
public sealed class IdBagsTests
{
    private const int Seed = 47;

    [TestCase("token-f1:unit=ids", 1, 40)]
    [TestCase("token-f1:unit=ids", 5, 40)]
    [TestCase("token-f1:unit=ids", 700, 90, TestName = "The table grows")]
    [TestCase("token-f1:unit=ids", 150_000, 60, TestName = "Ids too large for a table")]
    [TestCase("token-f1:unit=ids", int.MaxValue, 60, TestName = "The largest ids")]
    [TestCase("token-f1:unit=ids,sets=true", 20, 40)]
    public void Bags_share_what_multisets_of_ids_share(string name, int below, int longest)
    {
        var random = new Random(Seed);
        Candidate[] items =
        [
            .. Enumerable.Range(0, 40).Select(
                i => Of(Enumerable.Range(0, i == 3 ? 0 : random.Next(longest)).Select(_ => random.Next(below)))),
        ];
        AssertShared(name, [.. items, items[^1], Of([])]);
    }

    [TestCase(255, 256, 1023, 1024, TestName = "Round the least and the largest table")]
    [TestCase(-1, 0, 1, int.MinValue, TestName = "Negative ids")]
    public void Ids_at_the_edges_of_the_table(int a, int b, int c, int d) =>
        AssertShared("token-f1:unit=ids", [Of([a]), Of([b, a, b]), Of([c, b, a, a]), Of([d, c, d, b]), Of(Enumerable.Repeat(1, 250))]);

    [Test]
    public void Ids_by_address_and_by_name_make_the_same_bags()
    {
        var random = new Random(Seed);
        Candidate[] items =
        [
            .. Enumerable.Range(0, 100).Select(_ => Of(Enumerable.Range(0, random.Next(80)).Select(_ => random.Next(300)))),
        ];
        var byAddress = Order("token-f1:unit=ids", items);
        var byName = Order("token-f1:unit=ids", [.. items, Of([-1])]);
        Assert.That(Renamed(byAddress), Is.EqualTo(Renamed(byName)[..^1]), $"seed {Seed}");
        Assert.That(byAddress.SymbolCount, Is.EqualTo(byName.SymbolCount - 1), $"seed {Seed}");
    }

    // Copies are numbered with the rest only where ids are looked up by address.
    [Test]
    public void Only_ids_that_are_not_too_large_are_looked_up_by_address()
    {
        Assert.That(Order("token-f1:unit=ids", [Of([5, 5]), Of([7])]).Bags.Values.ToArray(), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(Order("token-f1:unit=ids", [Of([5, 5]), Of([7000])]).Bags.Values.ToArray(), Is.EqualTo(new[] { 0, 2, 1 }));
    }

    [Test]
    public void Higher_orders_of_ids_are_n_grams_of_ids()
    {
        var encoder = new TokenBagEncoder(new WhiteSpaceTokenizer(), orders: 2, preferTokenIds: true);
        var pairs = encoder.Encode([Of([4, 5, 4, 5]), Of([5, 4]), Of([4])]).Orders[1].Bags;
        Assert.That(Enumerable.Range(0, 3).Select(i => pairs.LengthOf(i)), Is.EqualTo(new[] { 3, 1, 0 }));
        Assert.That(pairs[0].ToArray().Intersect(pairs[1].ToArray()).Count(), Is.EqualTo(1));
    }

    [TestCase(0, 1)]
    [TestCase(2, 1)]
    [TestCase(-3, -3)]
    public void Orders_start_at_one_and_ascend(int first, int last) =>
        Assert.That(
            () => new TokenBagEncoder(new WhiteSpaceTokenizer(), last, firstOrder: first, preferTokenIds: true),
            Throws.InstanceOf<ArgumentOutOfRangeException>());

    // A caller who writes to the ids meanwhile gets bags of either, and affects no other caller.
    [Test]
    public void Ids_that_change_meanwhile_do_no_harm()
    {
        var ids = Enumerable.Range(0, 4000).ToArray();
        Candidate[] items = [.. Enumerable.Repeat(new Candidate("") { Tokens = ids }, 50)];
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            for (var k = 0; !stop.IsCancellationRequested; k = (k + 1) % ids.Length)
            {
                Volatile.Write(ref ids[k], 700_000_000);
                Volatile.Write(ref ids[k], k);
            }
        });
        try
        {
            for (var turn = 0; turn < 100; turn++)
            {
                var order = Order("token-f1:unit=ids", items);
                Assert.That(order.Bags.Values.ToArray().Min(), Is.Not.Negative);
                Assert.That(order.Bags.Values.ToArray().Max(), Is.LessThan(order.SymbolCount));
            }
        }
        finally
        {
            stop.Cancel();
            writer.Wait();
        }
    }

    [Test]
    public void A_candidate_without_ids_is_read_as_words()
    {
        var metric = MetricCatalogue.Parse("token-f1:unit=ids");
        Assert.That(metric.Key, Is.EqualTo(CandidateKey.Tokens));
        var order = Order(
            "token-f1:unit=ids", [new Candidate("7 seas") { Tokens = [7, 8] }, new Candidate("The 7 seas"), new Candidate("seas!")]);
        Assert.That(Enumerable.Range(0, 3).Select(i => order.Bags.LengthOf(i)), Is.EqualTo(new[] { 2, 2, 1 }));
        Assert.That(order.Bags[0].ToArray().Intersect(order.Bags[1].ToArray()), Is.Empty, "the word 7 is not the id 7");
        Assert.That(order.Bags[1].ToArray().Intersect(order.Bags[2].ToArray()).Count(), Is.EqualTo(1));
    }

    [Test]
    public void Reads_a_list_that_is_not_an_array() =>
        AssertShared(
            "token-f1:unit=ids",
            [
                Of([3, 3, 1]),
                new Candidate("") { Tokens = new List<int> { 3, 1, 1 } },
                new Candidate("") { Tokens = new ArraySegment<int>([9, 3, 3, 9], 1, 2) },
            ]);

    [Test]
    public void Words_have_a_closed_form_and_ids_have_none()
    {
        Assert.That(((BagMetric)MetricCatalogue.Parse("token-f1:unit=words")).Rule, Is.Not.Null);
        Assert.That(((BagMetric)MetricCatalogue.Parse("token-f1:unit=ids")).Rule, Is.Null);
    }

    private static Candidate Of(IEnumerable<int> ids) => new("") { Tokens = ids.ToArray() };

    private static BagOrder Order(string name, Candidate[] items) => ((BagFeatures)MetricCatalogue.Parse(name).Encode(items)).Orders[0];

    // Symbols in order of first appearance.
    private static int[] Renamed(BagOrder order)
    {
        var names = new Dictionary<int, int>();
        return [.. order.Bags.Values.ToArray().Select(symbol => names.TryAdd(symbol, names.Count) ? names.Count - 1 : names[symbol])];
    }

    private static void AssertShared(string name, Candidate[] items)
    {
        var order = Order(name, items);
        var asSets = name.EndsWith("sets=true", StringComparison.Ordinal);
        string[][] texts =
        [
            .. items.Select(item => item.Tokens!.Select(id => $"{id}").ToArray()).Select(ids => asSets ? [.. ids.Distinct()] : ids),
        ];
        for (var i = 0; i < items.Length; i++)
        {
            var row = order.Bags[i].ToArray();
            Assert.That(row, Is.Unique, $"{name}, item {i}, seed {Seed}");
            Assert.That(row, Is.All.InRange(0, order.SymbolCount - 1), $"{name}, item {i}, seed {Seed}");
            Assert.That(row, Has.Length.EqualTo(texts[i].Length), $"{name}, item {i}, seed {Seed}");
            for (var j = 0; j < items.Length; j++)
            {
                Assert.That(
                    row.Intersect(order.Bags[j].ToArray()).Count(),
                    Is.EqualTo(Counts.Shared(texts[i], texts[j])),
                    $"{name}, items {i} and {j}, seed {Seed}");
            }
        }

        Assert.That(order.SymbolCount, Is.EqualTo(order.Bags.Values.ToArray().Distinct().Count()), $"{name}, seed {Seed}");
    }
}
