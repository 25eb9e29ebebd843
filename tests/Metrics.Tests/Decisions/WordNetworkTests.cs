using Accelerated.Oracles;

namespace Accelerated.Metrics.Tests;

public sealed class WordNetworkTests
{
    private const double Third = 1 / 3.0;

    private static IEnumerable<TestCaseData> Votes()
    {
        yield return new("the cat sat on the mat|the cat sat on mat|a cat sat on the mat", new long[] { 1, 1, 1 }, (string[])[
            "the", "cat", "sat", "on", "the", "mat"], (double[])[2 * Third, 1, 1, 1, 2 * Third, 1]);
        yield return new("a b c|a x c|a y c|b c", new long[] { 1, 1, 1, 1 }, (string[])["a", "b", "c"], (double[])[.75, .5, 1]);
        yield return new(
            "x b c d|a y c d|a b z d", new long[] { 1, 1, 1 }, (string[])["a", "b", "c", "d"],
            (double[])[2 * Third, 2 * Third, 2 * Third, 1]);
        yield return new(
            "i scream|ice cream|ice cream now", new long[] { 1, 1, 1 }, (string[])["ice", "cream", ""],
            (double[])[2 * Third, 2 * Third, 2 * Third]);
        yield return new("|a|a", new long[] { 1, 1, 1 }, (string[])["a"], (double[])[2 * Third]);
        yield return new("a b c|a x c|a x c", new long[] { 3, 1, 1 }, (string[])["a", "b", "c"], (double[])[1, .6, 1]);
    }

    [TestCaseSource(nameof(Votes))]
    public void The_word_of_most_weight_wins_each_slot(string texts, long[] weights, string[] words, double[] shares)
    {
        var found = Vote([.. texts.Split('|').Select(Words.Split)], weights);
        Assert.That(found.Select(vote => vote.Word), Is.EqualTo(words));
        Assert.That(found.Select(vote => vote.Share), Is.EqualTo(shares).Within(1e-12));
    }

    [Test]
    public void Random_texts_are_aligned_as_by_the_definition()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var letters = random.Next(2, 6);
            var systems = new string[random.Next(1, 8)][];
            for (var k = 0; k < systems.Length; k++)
            {
                systems[k] = [.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => $"{(char)('a' + random.Next(letters))}")];
            }

            long[] weights = [.. systems.Select(_ => (long)random.Next(0, 4))];
            weights[0]++;
            Assert.That(Vote(systems, weights), Is.EqualTo(Rover.Vote(systems, weights)), $"seed 1, round {round}");
        }
    }

    [Test]
    public void Texts_that_are_too_long_to_align_are_refused()
    {
        var network = new WordNetwork();
        network.Add([.. Enumerable.Repeat(new WordToken(1, 0), 20_000)], 1);
        var error = Assert.Throws<CandidateException>(() => network.Add(new WordToken[20_000], 1));
        Assert.That(
            error!.Message,
            Is.EqualTo(
                "A candidate of 20,000 words is to be aligned with 20,000 words of others; at most 268,435,456 pairs of words can be. "
                + "Shorten the candidates, or use SelectionRule.Candidates."));
    }

    [Test]
    public void An_alignment_ends_when_it_is_cancelled()
    {
        var network = new WordNetwork();
        network.Add([new WordToken(1, 0)], 1);
        Assert.Throws<OperationCanceledException>(() => network.Add([new WordToken(1, 0)], 1, new CancellationToken(canceled: true)));
    }

    private static List<(string Word, double Share)> Vote(string[][] systems, long[] weights)
    {
        var names = systems.SelectMany(words => words).Distinct().Prepend("").ToList();
        var network = new WordNetwork();
        for (var k = 0; k < systems.Length; k++)
        {
            network.Add([.. systems[k].Select(word => new WordToken(names.IndexOf(word), 0))], weights[k]);
        }

        return [.. network.Slots.Select(slot => slot.Arcs[slot.Winner])
            .Select(arc => (names[arc.Word], arc.Units / (double)network.Units))];
    }
}
