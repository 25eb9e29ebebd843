using Accelerated.Inference.Scoring;

namespace Accelerated.Inference.Tests;

public sealed class TokenTrieTests
{
    [Test]
    public void Common_prefixes_share_a_node()
    {
        var trie = new TokenTrie([[1, 2, 3], [1, 2], [1, 4], [5], [1, 2, 3]]);
        Assert.That((trie.Count, trie.Depth), Is.EqualTo((6, 3)));
        Assert.That(trie.Level(1), Is.EqualTo((1, 3)));
        Assert.That(trie.Level(2), Is.EqualTo((3, 5)));
        Assert.That(trie.Level(3), Is.EqualTo((5, 6)));
        Assert.That(Enumerable.Range(0, 6).Select(trie.Parent), Is.EqualTo(new[] { -1, 0, 0, 1, 1, 3 }));
        Assert.That(Enumerable.Range(0, 6).Select(trie.Token), Is.EqualTo(new[] { -1, 1, 5, 2, 4, 3 }));
        Assert.That(Enumerable.Range(0, 6).Select(trie.IsInner), Is.EqualTo(new[] { true, true, false, true, false, false }));
        Assert.That(Enumerable.Range(0, 5).Select(trie.End), Is.EqualTo(new[] { 5, 3, 4, 2, 5 }));
    }

    [Test]
    public void A_sequence_scores_the_sum_over_its_nodes()
    {
        var trie = new TokenTrie([[1, 2, 3], [1, 2], [1, 4], [5]]);
        Assert.That(trie.Sum([double.NaN, -1, -10, -2, -20, -3]), Is.EqualTo(new double[] { -6, -3, -21, -10 }));
        Assert.That(
            () => trie.Sum([0]),
            Throws.ArgumentException.With.Message.StartsWith("'nodeLogProbabilities' has 1 values; it must have one for each of 6 nodes."));
    }

    [Test]
    public void Random_sequences_are_found_again()
    {
        var random = new Random(11);
        for (var round = 0; round < 50; round++)
        {
            var sequences = Enumerable.Range(0, 1 + random.Next(20)).Select(
                _ => Enumerable.Range(0, 1 + random.Next(6)).Select(_ => random.Next(3)).ToArray()).ToArray();
            var trie = new TokenTrie(sequences);
            for (var s = 0; s < sequences.Length; s++)
            {
                var path = new List<int>();
                for (var node = trie.End(s); node > 0; node = trie.Parent(node))
                {
                    path.Insert(0, trie.Token(node));
                }

                Assert.That(path, Is.EqualTo(sequences[s]), $"seed 11, round {round}");
            }

            var distinct = sequences.SelectMany(
                s => Enumerable.Range(1, s.Length).Select(length => string.Join(',', s.Take(length)))).Distinct().Count();
            Assert.That(trie.Count, Is.EqualTo(distinct + 1), $"seed 11, round {round}");
        }
    }

    [Test]
    public void Rejects_an_empty_set()
    {
        Assert.That(
            () => new TokenTrie([]),
            Throws.TypeOf<PromptException>().With.Message.EqualTo("There are 0 continuations; at least 1 is needed to score. Give one."));
        Assert.That(
            () => new TokenTrie([[1], []]),
            Throws.TypeOf<PromptException>().With.Message.EqualTo("Continuation 1 has 0 tokens; it must have at least 1. Leave it out."));
    }
}
