using Accelerated.Oracles;
using CsCheck;

namespace Accelerated.Kernels.Tests.Goldens;

/// <summary>The one-word-at-a-time reference of long sequences against the full table of prefixes.</summary>
public sealed class BitPatternTests
{
    private static readonly Gen<(int[] Pattern, int[] Text)> Pairs =
        from alphabet in Gen.Int[1, 6]
        from pattern in Gen.Int[0, alphabet - 1].Array[0, 140]
        from text in Gen.Int[0, alphabet - 1].Array[0, 140]
        select (pattern, text);

    [Test]
    public void Short_sequences_have_the_statistics_of_the_table() => Pairs.Sample(pair => Check(pair.Pattern, pair.Text), iter: 300);

    [Test]
    public void Lengths_round_the_ends_of_words([Values(0, 1, 62, 63, 64, 65, 127, 128, 129, 191, 192, 193, 256, 257, 600)] int length)
    {
        var random = new Random(length);
        foreach (var alphabet in (int[])[1, 2, 30])
        {
            int[] pattern = [.. Enumerable.Range(0, length).Select(_ => random.Next(alphabet))];
            int[] other = [.. Enumerable.Range(0, random.Next(length + 70)).Select(_ => random.Next(alphabet))];
            int[] swapped = [.. pattern];
            for (var end = 64; end < length; end += 64)
            {
                (swapped[end - 1], swapped[end]) = (swapped[end], swapped[end - 1]);
            }

            Assert.That((Check(pattern, other), Check(pattern, swapped)), Is.EqualTo((true, true)), $"{alphabet} symbols, seed {length}");
        }
    }

    private static bool Check(int[] pattern, int[] text)
    {
        var bits = new BitPattern(pattern);
        return (bits.Edits(text), bits.Edits(text, swaps: true), bits.CommonSubsequence(text))
            == (Tables.Edits(pattern, text), Tables.Edits(pattern, text, swaps: true), Tables.CommonSubsequence(pattern, text));
    }
}
