namespace Accelerated.Metrics;

/// <summary>The options of metrics over texts: how texts are read before anything is counted.</summary>
internal static class TextOptions
{
    /// <summary>The Unicode form.</summary>
    public static MetricOption Normalize { get; } = new(
        "normalize",
        "auto",
        "Unicode form: composed (nfc), composed for compatibility (nfkc), as given (none), or the language's (auto), which mostly is nfc",
        ["auto", "nfc", "nfkc", "none"]);

    /// <summary>The language, for metrics that leave out articles, fold case or cut words by it.</summary>
    public static MetricOption Language { get; } = new(
        "language", "en", "language of the texts, which decides on all else that is auto", Languages.Names);

    /// <summary>How words are cut.</summary>
    public static MetricOption Tokenizer { get; } = new(
        "tokenizer",
        "auto",
        "words between white space (words), where scripts without blanks are cut at each character (cjk, auto), or characters (char)",
        ["auto", "cjk", "words", "char"]);

    /// <summary>What counts as a symbol of a sequence.</summary>
    public static MetricOption Unit { get; } = new(
        "unit",
        "characters",
        "symbols are characters, white-space words, or the given token ids (words where there are none)",
        ["characters", "words", "tokens"]);

    /// <summary>Whether case counts, for metrics that tell it by default.</summary>
    public static MetricOption LowerCase { get; } = MetricOption.Flag("lowercase", false, "bring texts into lower case first");

    /// <summary>Those of metrics that take words as they are.</summary>
    public static IReadOnlyList<MetricOption> Plain { get; } = [Normalize, Tokenizer];

    /// <summary>Those of metrics that normalise words; the same everywhere, and so no parameters of the methods of Metric.</summary>
    public static IReadOnlyList<MetricOption> Shared { get; } = [Normalize, Language, Tokenizer];

    /// <summary>Words by the SQuAD normaliser.</summary>
    public static ITokenizer SquadWords(MetricOptions options) => ByLanguage(
        options, language => new SquadTokenizer(language, CuttingOf(options)) { Form = FormOf(options, language.Form) });

    /// <summary>Words between white space.</summary>
    public static ITokenizer Words(MetricOptions options, bool lowersCase = false) =>
        new WhiteSpaceTokenizer(CuttingOf(options), lowersCase) { Form = FormOf(options) };

    /// <summary>A tokeniser that reads the text in lower case first, if the options ask for it.</summary>
    public static ITokenizer InCase(MetricOptions options, ITokenizer tokenizer) =>
        options.Flag(LowerCase.Name) ? new LowerCaseTokenizer(tokenizer) : tokenizer;

    /// <summary>Sequences of the symbols of <see cref="Unit"/>.</summary>
    public static TokenSequenceEncoder Units(MetricOptions options)
    {
        var unit = options.Text(Unit.Name);
        return new(unit == "characters" ? Characters(options) : Words(options), preferTokenIds: unit == "tokens");
    }

    /// <summary>Characters.</summary>
    public static ITokenizer Characters(MetricOptions options, bool dropWhiteSpace = false) =>
        new CharacterTokenizer(dropWhiteSpace) { Form = FormOf(options) };

    /// <summary>The form of a metric that reads texts as they are otherwise, or of one that normalises what it reads.</summary>
    public static UnicodeForm FormOf(MetricOptions options, UnicodeForm byLanguage = UnicodeForm.Composed) =>
        options.Text(Normalize.Name) switch
        {
            "nfc" => UnicodeForm.Composed,
            "nfkc" => UnicodeForm.CompatibilityComposed,
            "none" => UnicodeForm.AsGiven,
            _ => byLanguage,
        };

    /// <summary>Whether the metric of a specification that is valid has a language.</summary>
    public static bool HasLanguage(string specification) =>
        MetricCatalogue.Find(specification.Split(':')[0]).Options.Contains(Language);

    /// <summary>A tokeniser that differs by language.</summary>
    public static ITokenizer ByLanguage(MetricOptions options, Func<Language, ITokenizer> create) =>
        new LanguageTokenizer(Languages.Of(options.Text(Language.Name)), create);

    /// <summary>What becomes of words in scripts without blanks.</summary>
    public static WordCutting CuttingOf(MetricOptions options) => options.Text(Tokenizer.Name) switch
    {
        "words" => WordCutting.Never,
        "char" => WordCutting.Characters,
        _ => WordCutting.Unspaced,
    };
}
