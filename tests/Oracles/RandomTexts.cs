using System.Text;

namespace Accelerated.Oracles;

/// <summary>Texts that are hard on tokenisers: shared words, articles, punctuation, numbers, many scripts, emoji, nothing at all.</summary>
public static class RandomTexts
{
    private static readonly string[] Pieces =
    [
        "the", "a", "An", "cat", "Cat", "sat", "on", "mat", "dog", "THE", "to", "be", "x", "I'm", "state-of-the-art", "U.S.A.", "1,000",
        "3.14", "2-3", "well-",
        "Straße", "ÉCOLE", "école", "naïve", "Ωμέγα", "Привет", "привет", "日本", "語", "हिन्दी",
        "한국", "😀", "👍🏽", "𝔘", "𐐀", "𐐨", "“Paris”", "a—the—b", "²", "ⅷ",
        "&amp;", "&lt;b&gt;", "<skipped>", "...", ".5", "5.", "a.b", ",", "-", "--", ";", "(", "end.", "\"q\"", "_", "a_b", "\u00a0",
        "\u3000", "\t", "-\n", "\n", "e\u0301",
    ];

    /// <summary>A text of up to <paramref name="pieces"/> pieces, mostly separated by spaces.</summary>
    public static string Draw(Random random, int pieces)
    {
        var text = new StringBuilder();
        for (var n = random.Next(pieces + 1); n > 0; n--)
        {
            // Half from a few words, so that texts share some.
            text.Append(Pieces[random.Next(random.Next(2) == 0 ? 8 : Pieces.Length)]);
            text.Append(random.Next(6) switch { 0 => "", 1 => "  ", 2 => ", ", _ => " " });
        }

        return text.ToString();
    }

    /// <summary>A text and a lightly edited copy, so that overlaps and alignments are long.</summary>
    public static (string Left, string Right) DrawPair(Random random, int pieces)
    {
        var left = Draw(random, pieces);
        if (random.Next(2) == 0)
        {
            return (left, Draw(random, pieces));
        }

        var runes = left.EnumerateRunes().ToList();
        for (var edits = random.Next(4); edits > 0 && runes.Count > 1; edits--)
        {
            var i = random.Next(runes.Count - 1);
            switch (random.Next(3))
            {
                case 0: runes.RemoveAt(i); break;
                case 1: runes.Insert(i, new Rune("aeT1. é"[random.Next(7)])); break;
                default: (runes[i], runes[i + 1]) = (runes[i + 1], runes[i]); break;
            }
        }

        return (left, string.Concat(runes.Select(rune => rune.ToString())));
    }
}
