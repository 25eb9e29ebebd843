namespace Accelerated.Metrics;

// Metrics over aligned sequences.
public abstract partial class Metric
{
    /// <summary>The edit distance in characters (Levenshtein 1966).</summary>
    public static Metric Levenshtein() => OptionText.Create("levenshtein");

    /// <summary>The edit distance in words.</summary>
    public static Metric LevenshteinWords() => OptionText.Create("levenshtein-words");

    /// <summary>The edit distance in the given token ids, or words where there are none.</summary>
    public static Metric LevenshteinTokens() => OptionText.Create("levenshtein-tokens");

    /// <summary>The edit distance d in 0 to 1 (Yujian and Bo 2007): bounded, and so often the better one to decide by.</summary>
    /// <param name="similarity">Whether it is 1 minus that.</param>
    /// <param name="over">What d is divided by.</param>
    /// <param name="unit">What counts as a symbol.</param>
    public static Metric NormalizedLevenshtein(
        bool similarity = false, EditNormalization over = EditNormalization.Longer, TextUnit unit = TextUnit.Characters) =>
        OptionText.Create("normalized-levenshtein", ("similarity", similarity), ("over", over), ("unit", unit));

    /// <summary>The edit distance with swaps of neighbours, in characters; no part is edited twice.</summary>
    public static Metric OptimalStringAlignment() => OptionText.Create("osa");

    /// <summary>The Damerau-Levenshtein distance: edits and swaps of neighbours, also of parts edited again (Lowrance and Wagner 1975).
    /// </summary>
    /// <param name="unit">What counts as a symbol.</param>
    public static Metric Damerau(TextUnit unit = TextUnit.Characters) => OptionText.Create("damerau", ("unit", unit));

    /// <summary>The insertions and deletions that make one text the other, in characters.</summary>
    public static Metric Indel() => OptionText.Create("indel");

    /// <summary>The least cost of editing the reference into the hypothesis (Wagner and Fischer 1974).</summary>
    /// <param name="insert">Cost of a symbol that only the hypothesis has, 0 to 1,000,000.</param>
    /// <param name="delete">Cost of a symbol that only the reference has, 0 to 1,000,000.</param>
    /// <param name="substitute">Cost of replacing one symbol by another, 0 to 1,000,000.</param>
    /// <param name="unit">What counts as a symbol.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric WeightedLevenshtein(
        double insert = 1,
        double delete = 1,
        double substitute = 1,
        TextUnit unit = TextUnit.Characters) =>
        OptionText.Create("weighted-levenshtein", ("insert", insert), ("delete", delete), ("substitute", substitute), ("unit", unit));

    /// <summary>The Jaro-Winkler similarity of characters, 0 to 1 (Winkler 1990).</summary>
    /// <param name="prefixScale">What each of up to 4 first characters in common adds, 0 to 0.25; 0 for Jaro's similarity.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric JaroWinkler(double prefixScale = 0.1) =>
        OptionText.Create("jaro-winkler", ("prefix", prefixScale));

    /// <summary>The edit distance in words over the reference's length.</summary>
    /// <param name="cap">The most it can be, at least 0; 0 for no limit.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric WordErrorRate(double cap = 0) => OptionText.Create("wer", ("cap", cap));

    /// <summary>Match error rate: edits over edits and words in place (Morris, Maier and Green 2004), 0 to 1.</summary>
    public static Metric MatchErrorRate() => OptionText.Create("mer");

    /// <summary>Word information lost: 1 minus the shares of both sides in place (Morris, Maier and Green 2004), 0 to 1.</summary>
    public static Metric WordInformationLost() => OptionText.Create("wil");

    /// <summary>Translation edit rate (Snover et al. 2006), in percent of the reference's words; may exceed 100.</summary>
    /// <param name="caseSensitive">Whether upper and lower case differ.</param>
    public static Metric TranslationEditRate(bool caseSensitive = false) =>
        OptionText.Create("ter", ("case-sensitive", caseSensitive));

    /// <summary>The edit distance in characters over the reference's length.</summary>
    /// <param name="cap">The most it can be, at least 0; 0 for no limit.</param>
    /// <exception cref="OptionException">A number is out of range.</exception>
    public static Metric CharacterErrorRate(double cap = 0) => OptionText.Create("cer", ("cap", cap));
}
