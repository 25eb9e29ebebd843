namespace Accelerated.Metrics.Tests.Encoding;

public sealed class VocabularyTests
{
    [Test]
    public void Ids_follow_the_first_appearance_and_texts_and_numbers_never_meet()
    {
        using var vocabulary = new Vocabulary();
        var ids = new int[6];
        Assert.That(vocabulary.IdOf("7"), Is.Zero);
        vocabulary.IdsOf([7, 55, 7, -1, int.MaxValue, -1], ids);
        Assert.That(ids, Is.EqualTo(new[] { 1, 2, 1, 3, 4, 3 }));
        Assert.That(vocabulary.IdOf(""), Is.EqualTo(5));
        Assert.That(vocabulary.IdOf("7"), Is.Zero);
        Assert.That(vocabulary.Names(), Is.EqualTo(new[] { "7", "7", "55", "-1", "2147483647", "" }));
        Assert.That(() => vocabulary.NameOf(6), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void It_agrees_with_a_dictionary_through_every_growth_and_with_reused_memory()
    {
        for (var seed = 31; seed < 35; seed++)
        {
            var random = new Random(seed);
            using var vocabulary = new Vocabulary();
            var known = new Dictionary<object, int>();
            var id = new int[1];
            for (var k = 0; k < 20_000; k++)
            {
                object token = random.Next(2) == 0
                    ? (random.Next(20) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(1 << random.Next(1, 22)))
                    : new string((char)random.Next('a', 'z'), random.Next(4)) + random.Next(5000);
                if (token is int number)
                {
                    vocabulary.IdsOf([number], id);
                }
                else
                {
                    id[0] = vocabulary.IdOf((string)token);
                }

                known.TryAdd(token, known.Count);
                Assert.That(id[0], Is.EqualTo(known[token]), $"seed {seed}, step {k}: {token}");
            }

            Assert.That(vocabulary.Count, Is.EqualTo(known.Count), $"seed {seed}");
        }
    }

    // Texts of known words, of new ones and of both, in turn, and words that differ in their last letters only: the ways in which words are
    // looked up.
    [TestCase(51, 1)]
    [TestCase(52, 16)]
    [TestCase(53, 700)]
    public void Words_of_whole_texts_agree_with_a_dictionary(int seed, int longest)
    {
        var random = new Random(seed);
        using var rows = new TokenRows(400);
        var known = new Dictionary<string, int>();
        var expected = new List<int>();
        var tokenizer = new WhiteSpaceTokenizer();
        for (var text = 0; text < 400; text++)
        {
            var newOnes = (text / 20 % 4) switch { 0 => 0.5, 1 => 0, 2 => 0.05, _ => 1 };
            var words = Enumerable.Range(0, random.Next(longest + 1)).Select(_ => random.NextDouble() < newOnes
                ? new string('x', random.Next(1, 14)) + random.Next(1000)
                : $"w{random.Next(300)}").ToArray();
            tokenizer.Tokenize(string.Join(' ', words), rows);
            rows.EndRow();
            expected.AddRange(words.Select(word => known.TryAdd(word, known.Count) ? known.Count - 1 : known[word]));
        }

        Assert.That(rows.ToRows().Values.ToArray(), Is.EqualTo(expected), $"seed {seed}");
        Assert.That(rows.AlphabetSize, Is.EqualTo(known.Count), $"seed {seed}");
    }

    [Test]
    public void Once_disposed_it_is_empty_and_of_use_again()
    {
        using var vocabulary = new Vocabulary();
        for (var round = 0; round < 3; round++)
        {
            for (var k = 0; k < 5000; k++)
            {
                Assert.That(vocabulary.IdOf($"w{k % 200}"), Is.EqualTo(k % 200));
            }

            vocabulary.Dispose();
            Assert.That(vocabulary.Count, Is.Zero);
            Assert.That(vocabulary.IdOf("fresh"), Is.Zero);
            vocabulary.Dispose();
        }
    }
}
