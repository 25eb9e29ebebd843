namespace Accelerated.Metrics;

/// <summary>How the metrics of machine translation over word n-grams cut a text.</summary>
internal static class BleuTokenization
{
    /// <summary>The tokeniser's option.</summary>
    public static MetricOption Option { get; } = new(
        "tokenizer",
        "auto",
        "sacreBLEU's 13a, intl, zh or char; words between white space (words or none), where scripts without blanks are cut at "
        + "each character (cjk); or by language (auto): 13a for most",
        ["auto", "13a", "intl", "zh", "char", "cjk", "words", "none"]);

    /// <summary>The tokeniser's name in sacreBLEU, for texts in the metric's language.</summary>
    public static string NameOf(MetricOptions options) => options.Text(Option.Name) switch
    {
        "auto" => Languages.Of(options.Text(TextOptions.Language.Name)).BleuTokenizer,
        "words" => "none",
        var name => name,
    };

    /// <summary>The tokeniser that the options ask for.</summary>
    public static ITokenizer Of(MetricOptions options)
    {
        var form = TextOptions.FormOf(options);
        var given = options.Text(Option.Name);
        return TextOptions.ByLanguage(options, language => (given == "auto" ? language.BleuTokenizer : given) switch
        {
            "none" or "words" => new WhiteSpaceTokenizer(WordCutting.Never) { Form = form },
            "cjk" => new WhiteSpaceTokenizer { Form = form },
            "char" => new CharacterTokenizer(dropWhiteSpace: true) { Form = form },
            "intl" => new InternationalTokenizer { Form = form },
            "zh" => new ChineseTokenizer { Form = form },
            _ => new BleuTokenizer { Form = form },
        });
    }
}
