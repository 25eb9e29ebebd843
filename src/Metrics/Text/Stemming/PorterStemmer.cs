namespace Accelerated.Metrics;

/// <summary>
/// English suffix stripping (Porter 1980) with the changes of NLTK, which the package rouge-score uses: a dozen irregular words, -ies and
/// -ied of four letters become -ie, a final y becomes i only after a consonant, -alli is stripped twice, and -bli, -fulli and -logi too.
/// </summary>
internal static class PorterStemmer
{
    private static readonly Dictionary<string, string> Irregular = new()
    {
        ["sky"] = "sky", ["skies"] = "sky", ["dying"] = "die", ["lying"] = "lie", ["tying"] = "tie", ["news"] = "news",
        ["inning"] = "inning", ["innings"] = "inning", ["outing"] = "outing", ["outings"] = "outing", ["canning"] = "canning",
        ["cannings"] = "canning", ["howe"] = "howe", ["proceed"] = "proceed", ["exceed"] = "exceed", ["succeed"] = "succeed",
    };

    // Each list ends with its first suffix that a word has, whether the rest is long enough or not.
    private static readonly (string Suffix, string Stem)[] DoubleSuffixes =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("alli", "al"),
        ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"),
        ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("fulli", "ful"),
    ];

    private static readonly (string Suffix, string Stem)[] Endings =
    [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ];

    private static readonly string[] Residues =
    [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive",
        "ize",
    ];

    /// <summary>The stem of a word of a-z and 0-9.</summary>
    public static string Stem(string word)
    {
        if (Irregular.TryGetValue(word, out var known))
        {
            return known;
        }

        if (word.Length <= 2)
        {
            return word;
        }

        word = Participle(Plural(word));
        word = FinalY(word);
        word = DoubleSuffix(word);
        word = Ending(word);
        return DoubleL(FinalE(Residue(word)));
    }

    // Step 1a.
    private static string Plural(string word) =>
        word.EndsWith("ies", StringComparison.Ordinal) ? word[..^(word.Length == 4 ? 1 : 2)]
        : word.EndsWith("sses", StringComparison.Ordinal) ? word[..^2]
        : word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1]
        : word;

    // Step 1b.
    private static string Participle(string word)
    {
        if (word.EndsWith("ied", StringComparison.Ordinal))
        {
            return word[..^(word.Length == 4 ? 1 : 2)];
        }

        if (word.EndsWith("eed", StringComparison.Ordinal))
        {
            return WordShape.Measure(word[..^3]) > 0 ? word[..^1] : word;
        }

        var suffix = word.EndsWith("ed", StringComparison.Ordinal) ? 2 : word.EndsWith("ing", StringComparison.Ordinal) ? 3 : 0;
        if (suffix == 0 || !WordShape.HasVowel(word[..^suffix]))
        {
            return word;
        }

        var stem = word[..^suffix];
        return stem switch
        {
            _ when stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("bl", StringComparison.Ordinal)
                || stem.EndsWith("iz", StringComparison.Ordinal) => stem + "e",
            _ when WordShape.EndsInDoubleConsonant(stem) => stem[^1] is 'l' or 's' or 'z' ? stem : stem[..^1],
            _ when WordShape.Measure(stem) == 1 && WordShape.EndsShort(stem) => stem + "e",
            _ => stem,
        };
    }

    // Step 1c.
    private static string FinalY(string word) =>
        word.Length > 2 && word[^1] == 'y' && WordShape.IsConsonant(word, word.Length - 2) ? word[..^1] + "i" : word;

    // Step 2.
    private static string DoubleSuffix(string word)
    {
        if (word.EndsWith("alli", StringComparison.Ordinal) && WordShape.Measure(word[..^4]) > 0)
        {
            return DoubleSuffix(word[..^2]);
        }

        if (word.EndsWith("logi", StringComparison.Ordinal))
        {
            return WordShape.Measure(word[..^3]) > 0 ? word[..^1] : word;
        }

        return Replace(word, DoubleSuffixes);
    }

    // Step 3.
    private static string Ending(string word) => Replace(word, Endings);

    // Step 4.
    private static string Residue(string word)
    {
        var suffix = Array.Find(Residues, suffix => word.EndsWith(suffix, StringComparison.Ordinal));
        if (suffix is null)
        {
            return word;
        }

        var stem = word[..^suffix.Length];
        return WordShape.Measure(stem) > 1 && (suffix != "ion" || stem[^1] is 's' or 't') ? stem : word;
    }

    // Step 5a.
    private static string FinalE(string word)
    {
        if (!word.EndsWith('e'))
        {
            return word;
        }

        var measure = WordShape.Measure(word[..^1]);
        return measure > 1 || (measure == 1 && !WordShape.EndsShort(word[..^1])) ? word[..^1] : word;
    }

    // Step 5b.
    private static string DoubleL(string word) =>
        word.EndsWith("ll", StringComparison.Ordinal) && WordShape.Measure(word[..^1]) > 1 ? word[..^1] : word;

    private static string Replace(string word, (string Suffix, string Stem)[] rules)
    {
        foreach (var (suffix, stem) in rules)
        {
            if (word.EndsWith(suffix, StringComparison.Ordinal))
            {
                return WordShape.Measure(word[..^suffix.Length]) > 0 ? word[..^suffix.Length] + stem : word;
            }
        }

        return word;
    }
}
