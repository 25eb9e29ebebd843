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
}
