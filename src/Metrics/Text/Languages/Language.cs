namespace Accelerated.Metrics;

/// <summary>What a language changes in reading a text.</summary>
internal sealed class Language
{
    /// <summary>A language.</summary>
    /// <param name="name">Its code (ISO 639-1).</param>
    /// <param name="articles">Words that the SQuAD normaliser leaves out, in lower case, separated by blanks.</param>
    public Language(string name, string articles = "")
    {
        Name = name;
        Numbers = name;
        Articles = new(articles);
    }

    /// <summary>The code (ISO 639-1).</summary>
    public string Name { get; }

    /// <summary>Words that the SQuAD normaliser leaves out.</summary>
    public Articles Articles { get; }

    /// <summary>What lower case means.</summary>
    public CaseFolding Folding { get; init; }

    /// <summary>
    /// Whether punctuation of every script is left out, as MLQA has it (Lewis et al. 2020); else ASCII's and that of CJK type.
    /// </summary>
    public bool DropsAllPunctuation { get; init; } = true;

    /// <summary>Whether an apostrophe ends a word, so that the article before it is one.</summary>
    public bool SeparatesAtApostrophes { get; init; }

    /// <summary>Whether the vowel signs of Arabic and the line that stretches a word (tatweel) are left out.</summary>
    public bool DropsArabicMarks { get; init; }

    /// <summary>The Unicode form of metrics that normalise what they read: the SQuAD normaliser's and ROUGE.</summary>
    public UnicodeForm Form { get; init; } = UnicodeForm.Composed;

    /// <summary>The tokeniser of BLEU, as its option names it.</summary>
    public string BleuTokenizer { get; init; } = "13a";

    /// <summary>The name of the number locale.</summary>
    public string Numbers { get; init; }
}
