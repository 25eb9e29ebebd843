using Accelerated.Oracles;

namespace Accelerated.Kernels.Tests.Goldens;

/// <summary>Metrics that align words, on texts of few different words and of more than 64, against the oracles.</summary>
public sealed class MovedWordsTests
{
    [TestCase(12, 4, 400)]
    [TestCase(30, 6, 60)]
    [TestCase(45, 20, 20, Description = "leaves the band around the diagonal")]
    [TestCase(70, 40, 6, Description = "more than 64 words")]
    public void Translation_edits_equal_the_oracle(int longest, int vocabulary, int pairs)
    {
        var random = new Random(longest);
        for (var k = 0; k < pairs; k++)
        {
            var (hypothesis, reference) = Draw(random, longest, vocabulary);
            Assert.That(
                Pair.Score("ter", string.Join(' ', hypothesis), string.Join(' ', reference)),
                Is.EqualTo(Tercom.Rate(hypothesis, reference)),
                () => $"'{string.Join(' ', hypothesis)}' against '{string.Join(' ', reference)}', seed {longest}");
        }
    }

    [TestCase("k l m n o p q r s t u v a b c d e f g h i j", "a b c d e f g h i j k l m n o p q r s t u v", 1)]
    [TestCase("k l m n o p q r s t u v w a b c d e f g h i j x", "a b c d e f g h i j x k l m n o p q r s t u v w", 2)]
    public void A_block_has_ten_words_at_most(string hypothesis, string reference, int edits) => Assert.That(
        Pair.Score("ter", hypothesis, reference), Is.EqualTo(100.0 * edits / reference.Split(' ').Length).Within(1e-9));

    [TestCase(20, 4, 100)]
    [TestCase(200, 9, 20)]
    public void Summaries_equal_the_oracle(int longest, int vocabulary, int pairs)
    {
        var random = new Random(longest);
        for (var k = 0; k < pairs; k++)
        {
            var (hypothesis, reference) = (Lines(random, longest, vocabulary), Lines(random, longest, vocabulary));
            Assert.That(
                Pair.Score("rouge-lsum", hypothesis, reference),
                Is.EqualTo(Summaries.RougeLsum(hypothesis, reference, Words.RougeWords, "f")).Within(1e-12),
                () => $"'{hypothesis}' against '{reference}', seed {longest}");
        }
    }

    // Half of them are a text and the same with blocks moved and words changed.
    private static (string[] Hypothesis, string[] Reference) Draw(Random random, int longest, int vocabulary)
    {
        var reference = Text(random, longest, vocabulary);
        if (random.Next(2) == 0)
        {
            return (Text(random, longest, vocabulary), reference);
        }

        var words = reference.ToList();
        for (var edits = random.Next(1, 6); edits > 0 && words.Count > 0; edits--)
        {
            var start = random.Next(words.Count);
            var block = words.GetRange(start, Math.Min(random.Next(1, 13), words.Count - start));
            words.RemoveRange(start, block.Count);
            words.InsertRange(random.Next(words.Count + 1), random.Next(4) == 0 ? ["new"] : block);
        }

        return ([.. words], reference);
    }

    private static string Lines(Random random, int longest, int vocabulary) => string.Join(
        '\n', Enumerable.Range(0, random.Next(1, 4)).Select(_ => string.Join(' ', Text(random, longest / 2, vocabulary))));

    private static string[] Text(Random random, int longest, int vocabulary) =>
        [.. Enumerable.Range(0, random.Next(1, longest + 1)).Select(_ => $"w{random.Next(vocabulary)}")];
}
