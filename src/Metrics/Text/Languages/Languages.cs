namespace Accelerated.Metrics;

/// <summary>The languages that are known. A new one is one entry here.</summary>
internal static class Languages
{
    // Articles as MLQA lists them where it has the language.
    private static readonly Language[] All =
    [
        new("en", "a an the") { DropsAllPunctuation = false },
        new("ar") { DropsArabicMarks = true, Form = UnicodeForm.CompatibilityComposed, Numbers = "en" },
        new("az") { Folding = CaseFolding.Turkish, Numbers = "tr" },
        new("bg"),
        new("cs"),
        new("da", "en et den det de"),
        new("de", "der die das den dem des ein eine einen einem einer eines") { Folding = CaseFolding.German },
        new("el", "ο η το οι τα του της των τον την τους τις ένας μια μία ένα"),
        new("es", "el la los las un una unos unas"),
        new("fa") { DropsArabicMarks = true, Form = UnicodeForm.CompatibilityComposed, Numbers = "en" },
        new("fi"),
        new("fr", "l le la les un une des") { SeparatesAtApostrophes = true },
        new("he"),
        new("hi") { Numbers = "in" },
        new("hu", "a az egy"),
        new("id"),
        new("it", "l il lo la i gli le un uno una") { SeparatesAtApostrophes = true },
        new("ja") { Form = UnicodeForm.CompatibilityComposed, BleuTokenizer = "char" },
        new("km") { BleuTokenizer = "char", Numbers = "de" },
        new("ko") { Form = UnicodeForm.CompatibilityComposed },
        new("lo") { BleuTokenizer = "char", Numbers = "de" },
        new("my") { BleuTokenizer = "char", Numbers = "en" },
        new("nb", "en ei et den det de"),
        new("nl", "de het een"),
        new("pl"),
        new("pt", "o a os as um uma uns umas"),
        new("ro", "un o niște"),
        new("ru"),
        new("sv", "en ett den det de"),
        new("th") { BleuTokenizer = "char" },
        new("tr") { Folding = CaseFolding.Turkish },
        new("uk"),
        new("vi", "của là cái chiếc những"),
        new("zh") { Form = UnicodeForm.CompatibilityComposed, BleuTokenizer = "zh" },
    ];

    /// <summary>The codes, English first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(language => language.Name)];

    /// <summary>English, which is that of the SQuAD normaliser.</summary>
    public static Language Usual => All[0];

    /// <summary>The language of a code that is known.</summary>
    public static Language Of(string name) => All.First(language => language.Name == name);
}
