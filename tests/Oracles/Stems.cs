using System.Text.RegularExpressions;

namespace Accelerated.Oracles;

/// <summary>Porter's steps (1980) as rules over a word's letters c and v, one table, with NLTK's changes.</summary>
public static partial class Stems
{
    private const string Positive = "vc";
    private const string Twice = "vc+v+c";

    private static readonly Dictionary<string, string> Known = new()
    {
        ["skies"] = "sky", ["sky"] = "sky", ["dying"] = "die", ["lying"] = "lie", ["tying"] = "tie", ["news"] = "news",
        ["innings"] = "inning", ["inning"] = "inning", ["outings"] = "outing", ["outing"] = "outing", ["cannings"] = "canning",
        ["canning"] = "canning", ["howe"] = "howe", ["proceed"] = "proceed", ["exceed"] = "exceed", ["succeed"] = "succeed",
    };

    /// <summary>The words as rouge-score stems them: those of more than three characters.</summary>
    public static string[] Of(string[] words) =>
        [.. words.Select(word => word.Length > 3 && EnglishWord().IsMatch(word) ? Of(word) : word)];

    public static string Of(string word)
    {
        if (Known.TryGetValue(word, out var known))
        {
            return known;
        }

        word = First(word, "sses>ss", "^(.)ies>$1ie", "ies>i", "ss>ss", "s>");
        word = Past(word);
        word = word.Length > 2 && Letters(word)[^2] == 'c' ? Regex.Replace(word, "y$", "i") : word;
        if (word.EndsWith("alli") && Has(word[..^4], Positive))
        {
            word = word[..^2];
        }

        word = word.EndsWith("logi")
            ? (Has(word[..^3], Positive) ? word[..^1] : word)
            : Shortened(
                word,
                Positive,
                "ational>ate tional>tion enci>ence anci>ance izer>ize bli>ble alli>al entli>ent eli>e ousli>ous ization>ize ation>ate "
                + "ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive biliti>ble fulli>ful");
        word = Shortened(word, Positive, "icate>ic ative> alize>al iciti>ic ical>ic ful> ness>");
        word = Shortened(
            word,
            Twice,
            "al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> sion>s tion>t ion>ion ou> ism> ate> iti> ous> ive> ize>");
        if (word.EndsWith('e') && (Has(word[..^1], Twice) || (Has(word[..^1], Positive) && !IsShort(word[..^1]))))
        {
            word = word[..^1];
        }

        return word.EndsWith("ll") && Has(word[..^1], Twice) ? word[..^1] : word;
    }

    private static string Past(string word)
    {
        if (word.EndsWith("ied"))
        {
            return word.Length == 4 ? word[..^1] : word[..^2];
        }

        if (word.EndsWith("eed"))
        {
            return Has(word[..^3], Positive) ? word[..^1] : word;
        }

        var stem = Regex.Replace(word, "(ed|ing)$", "");
        if (stem == word || !Letters(stem).Contains('v'))
        {
            return word;
        }

        if (Regex.IsMatch(stem, "(at|bl|iz)$"))
        {
            return stem + "e";
        }

        if (Regex.IsMatch(stem, @"(.)\1$") && Letters(stem)[^1] == 'c')
        {
            return Regex.IsMatch(stem, "[lsz]$") ? stem : stem[..^1];
        }

        return Regex.IsMatch(Letters(stem), "^c*v+c+v*$") && IsShort(stem) ? stem + "e" : stem;
    }

    private static string First(string word, params string[] rules)
    {
        var rule = rules.Select(rule => rule.Split('>')).FirstOrDefault(rule => Regex.IsMatch(word, rule[0] + "$"));
        return rule is null ? word : Regex.Replace(word, rule[0] + "$", rule[1]);
    }

    // The suffixes with s and t before -ion are longer by that letter than what has to be measured, so that it is put back first.
    private static string Shortened(string word, string shape, string rules)
    {
        var rule = rules.Split(' ').Select(rule => rule.Split('>')).FirstOrDefault(rule => word.EndsWith(rule[0]));
        if (rule is null)
        {
            return word;
        }

        var stem = word[..^rule[0].Length];
        var measured = rule[0] is "sion" or "tion" && shape == Twice ? stem + rule[1] : stem;
        return Has(measured, shape) ? stem + rule[1] : word;
    }

    private static bool Has(string stem, string shape) => Regex.IsMatch(Letters(stem), shape);

    private static bool IsShort(string stem) =>
        Regex.IsMatch(Letters(stem), "^vc$") || (Letters(stem).EndsWith("cvc") && !Regex.IsMatch(stem, "[wxy]$"));

    private static string Letters(string word) => word.Aggregate(
        "", (letters, c) => letters + ("aeiou".Contains(c) || (c == 'y' && letters.EndsWith('c')) ? 'v' : 'c'));

    [GeneratedRegex("^[a-z0-9]+$")]
    private static partial Regex EnglishWord();
}
