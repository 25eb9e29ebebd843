using System.Globalization;
using System.Text;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>How BERT's tokenizer prepares a text (Devlin et al. 2019).</summary>
internal static class BertText
{
    /// <summary>The step of those parts that are asked for.</summary>
    public static TextStep Step(bool cleans, bool spacesIdeographs, bool stripsAccents, bool lowers) => (text, _) =>
    {
        text = cleans ? Clean(text) : text;
        text = spacesIdeographs ? SpaceIdeographs(text) : text;
        text = stripsAccents ? WithoutAccents(UnicodeForm.Of(text, NormalizationForm.FormD)) : text;
        return lowers ? Lower(text) : text;
    };

    /// <summary>A text without marks that stand on letters; letters that are one with theirs must have been taken apart before.</summary>
    public static string WithoutAccents(string text) =>
        Map(text, (rune, result) => Append(result, rune, Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark));

    /// <summary>A text in lower case, whatever the language.</summary>
    public static string Lower(string text) => text.ToLowerInvariant().Replace("İ", "i\u0307", StringComparison.Ordinal);

    /// <summary>Whether a character is punctuation: Unicode's, and all of ASCII that is neither letter, digit nor space.</summary>
    public static bool IsPunctuation(Rune rune) => Rune.IsPunctuation(rune) || (rune.IsAscii && Rune.IsSymbol(rune));

    private static string Clean(string text) => Map(text, (rune, result) =>
    {
        var isSpace = rune.Value is '\t' or '\n' or '\r';
        var isKept = isSpace || (rune.Value is not 0xFFFD && Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.Surrogate));
        Append(result, Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune, isKept);
    });

    private static string SpaceIdeographs(string text) => Map(text, (rune, result) =>
    {
        var isIdeograph = rune.Value is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or >= 0x20000 and <= 0x2A6DF
            or >= 0x2A700 and <= 0x2B73F
            or >= 0x2B740 and <= 0x2B81F or >= 0x2B920 and <= 0x2CEAF or >= 0xF900 and <= 0xFAFF or >= 0x2F800 and <= 0x2FA1F;
        result.Append(isIdeograph ? " " : "");
        Append(result, rune, true);
        result.Append(isIdeograph ? " " : "");
    });

    private static void Append(StringBuilder result, Rune rune, bool isKept) => result.Append(isKept ? rune.ToString() : "");

    private static string Map(string text, Action<Rune, StringBuilder> map)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            map(rune, result);
        }

        return result.ToString();
    }
}
