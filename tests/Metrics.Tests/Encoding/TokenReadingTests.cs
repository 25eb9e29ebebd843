namespace Accelerated.Metrics.Tests.Encoding;

public sealed class TokenReadingTests
{
    private static readonly Candidate[] Items = Draw(seed: 7, count: 1500);

    [TestCase("token-f1")]
    [TestCase("token-f1:unit=ids")]
    [TestCase("token-f1:unit=ids,sets=true")]
    [TestCase("bleu")]
    [TestCase("chrf++")]
    [TestCase("label-f1")]
    [TestCase("levenshtein")]
    [TestCase("levenshtein-words")]
    [TestCase("levenshtein-tokens")]
    [TestCase("exact-match")]
    public void Several_threads_give_the_features_of_one(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        var one = metric.Encode(Items);
        foreach (var threads in new[] { 2, 3, 5, 64 })
        {
            var many = metric.Encode(Items, threads);
            if (one is SequenceFeatures sequences)
            {
                AssertSame(sequences.Sequences, ((SequenceFeatures)many).Sequences, $"{name}, {threads} threads, seed 7");
                Assert.That(((SequenceFeatures)many).AlphabetSize, Is.EqualTo(sequences.AlphabetSize));
                continue;
            }

            var bags = ((BagFeatures)one).Orders;
            var more = ((BagFeatures)many).Orders;
            Assert.That(more.Length, Is.EqualTo(bags.Length));
            for (var order = 0; order < bags.Length; order++)
            {
                AssertSame(bags[order].Bags, more[order].Bags, $"{name}, order {order}, {threads} threads, seed 7");
                Assert.That(more[order].SymbolCount, Is.EqualTo(bags[order].SymbolCount));
            }
        }
    }

    // All of it is in one item, at the start or at the end; other threads have nothing to read.
    [Test]
    public void One_long_text_among_short_ones([Values(0, 1, 2)] int index)
    {
        var texts = new[] { "b a", "", "c" };
        texts[index] = string.Join(' ', Enumerable.Range(0, 120_000).Select(k => $"w{k * 7919 % 5000}"));
        Candidate[] items = [.. texts.Select(text => new Candidate(text))];
        var metric = MetricCatalogue.Parse("levenshtein-words");
        AssertSame(
            ((SequenceFeatures)metric.Encode(items)).Sequences,
            ((SequenceFeatures)metric.Encode(items, 4)).Sequences,
            $"long text at {index}");
    }

    [Test]
    public void An_exception_of_a_tokenizer_is_not_wrapped([Values(1, 4)] int threads)
    {
        var encoder = new TokenSequenceEncoder(new FailingTokenizer());
        var first = Items.First(item => FailingTokenizer.Fails(item.Text)).Text;
        for (var turn = 0; turn < 20; turn++)
        {
            Assert.That(() => encoder.Encode(Items, threads), Throws.TypeOf<FormatException>().With.Message.EqualTo(first));
        }

        Assert.That(new TokenSequenceEncoder(new WhiteSpaceTokenizer()).Encode(Items[..3], threads).Sequences.Count, Is.EqualTo(3));
    }

    [Test]
    public void Threads_are_at_least_one()
    {
        Assert.That(() => MetricCatalogue.Parse("token-f1").Encode(Items, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => MetricCatalogue.Parse("token-f1:unit=ids").Encode(Items, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => ProblemEncoder.Encode(MetricCatalogue.Parse("squared-error"), ["1"], threads: 0),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static void AssertSame(RaggedRows<int> expected, RaggedRows<int> found, string what)
    {
        Assert.That(found.Offsets.SequenceEqual(expected.Offsets), what);
        Assert.That(found.Values[..found.Offsets[^1]].SequenceEqual(expected.Values[..expected.Offsets[^1]]), what);
    }

    // Short words, words longer than a register, words that are not ASCII, numbers of all sizes; new ones appear to the end.
    private static Candidate[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new Candidate(Text(i))
        {
            Tokens =
            [
                .. Enumerable.Range(0, 500).Select(
                    _ => random.Next(10) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(3000 + i)),
            ],
            Labels = [.. Enumerable.Range(0, 5).Select(_ => Word(i))],
        })];

        string Text(int i) =>
            string.Join(' ', Enumerable.Range(0, i % 50 == 0 ? 0 : 100 + random.Next(60)).Select(_ => Word(i)));

        string Word(int i) => random.Next(12) switch
        {
            0 => $"averylongwordthatfillsnoregister{random.Next(200 + i)}",
            1 => $"gr\u00f6\u00dfe{random.Next(200 + i)}",
            2 => $"\U0001F600{random.Next(20)}",
            _ => $"w{random.Next(1000 + i)}",
        };
    }

    private sealed class FailingTokenizer : ITokenizer
    {
        public bool Cuts => false;

        public static bool Fails(ReadOnlySpan<char> text) => text.Contains("\U0001F6007", StringComparison.Ordinal);

        public void Tokenize(ReadOnlySpan<char> text, TokenRows rows)
        {
            if (Fails(text))
            {
                throw new FormatException(text.ToString());
            }

            rows.Add(text);
        }
    }
}
