using System.Text;
using System.Text.RegularExpressions;

namespace Accelerated.Oracles;

/// <summary>Texts to tokens, by regular expressions and library functions.</summary>
public static partial class Words
{
    public const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    public static string[] Split(string text) => [.. White().Split(text).Where(word => word != "")];

    public static string[] Characters(string text) => [.. text.EnumerateRunes().Select(rune => rune.ToString())];

    public static string[] VisibleCharacters(string text) => Characters(string.Concat(Split(text)));

    public static string Squad(string text)
    {
        var lower = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            lower.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        var plain = string.Concat(lower.ToString().Where(c => !Punctuation.Contains(c)));
        foreach (Match article in Articles().Matches(Mask(plain)))
        {
            plain = plain.Remove(article.Index, article.Length).Insert(article.Index, new string(' ', article.Length));
        }

        return string.Join(' ', Split(plain));
    }

    public static string[] SquadTokens(string text) => Split(Squad(text));

    public static string[] RougeAscii(string text) => [.. NotAscii().Split(Lower(text)).Where(word => word != "")];

    public static string[] RougeUnicode(string text)
    {
        var lower = Lower(text);
        return [.. Written().Matches(Mask(lower)).Select(word => lower.Substring(word.Index, word.Length))];
    }

    public static string[] ChrFWords(string text) => [.. Split(text).SelectMany(word =>
        word.Length == 1 ? [word]
        : Punctuation.Contains(word[^1]) ? [word[..^1], word[^1..]]
        : Punctuation.Contains(word[0]) ? [word[..1], word[1..]]
        : new[] { word })];

    public static string[] Bleu13a(string text)
    {
        var line = text.TrimEnd().Replace("<skipped>", "").Replace("-\n", "").Replace("\n", " ");
        line = line.Replace("&quot;", "\"").Replace("&amp;", "&").Replace("&lt;", "<").Replace("&gt;", ">");
        line = " " + line + " ";
        line = Regex.Replace(line, @"([\{-\~\[-\` -\&\(-\+\:-\@\/])", " $1 ");
        line = Regex.Replace(line, @"([^0-9])([\.,])", "$1 $2 ");
        line = Regex.Replace(line, @"([\.,])([^0-9])", " $1 $2");
        line = Regex.Replace(line, @"([0-9])(-)", "$1 $2 ");
        return Split(line);
    }

    public static string[] Labels(string text) =>
        [.. text.Split(',', ';').Select(label => label.Trim()).Where(label => label != "").Distinct()];

    // Regular expressions see halves of characters beyond U+FFFF: a letter there becomes two plain letters, anything else two hyphens.
    private static string Mask(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.IsBmp ? rune.ToString() : Rune.IsLetterOrDigit(rune) ? "xx" : "--"));

    private static string Lower(string text) => string.Concat(text.EnumerateRunes().Select(rune => Rune.ToLowerInvariant(rune).ToString()));

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_])(a|an|the)(?![\p{L}\p{N}_])")]
    private static partial Regex Articles();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotAscii();

    [GeneratedRegex(@"[\p{L}\p{M}\p{Nd}]+")]
    private static partial Regex Written();
}
