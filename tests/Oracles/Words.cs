using System.Text;
using System.Text.RegularExpressions;

namespace Accelerated.Oracles;

/// <summary>Texts to tokens, by regular expressions and library functions.</summary>
public static partial class Words
{
    public const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private const string Scripts = @"[\p{IsThai}\p{IsLao}\p{IsMyanmar}\p{IsKhmer}\p{IsHiragana}\p{IsKatakana}\p{IsBopomofo}"
        + @"\p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}\p{IsCJKCompatibilityIdeographs}-[\p{P}\p{S}\p{N}]]";

    private const string Accented = "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǴǵḰḱḾḿṔṕẂẃ";
    private const string Bare = "AEIOUYaeiouyCcLlNnRrSsZzGgKkMmPpWw";

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

    public static string[] SquadTokens(string text) => Cut(Split(Squad(text)));

    /// <summary>Visible characters, each with the marks that follow it.</summary>
    public static string[] Clusters(string text) =>
        [.. Split(text).SelectMany(word => Cluster().Matches(word).Select(cluster => cluster.Value))];

    /// <summary>Words between white space; of scripts without blanks each character is one, with its marks.</summary>
    public static string[] Spaced(string text) => Cut(Split(text));

    public static string[] RougeAscii(string text) => [.. NotAscii().Split(Lower(text)).Where(word => word != "")];

    public static string[] RougeUnicode(string text)
    {
        var lower = Lower(text);
        return [.. Written().Matches(Mask(lower)).Select(word => lower.Substring(word.Index, word.Length))];
    }

    public static string[] RougeWords(string text) => Cut(RougeUnicode(text));

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

    /// <summary>As sacreBLEU's own expressions have it.</summary>
    public static string[] International(string text)
    {
        var line = Unpaired(text.TrimEnd(), out var paired);
        line = Regex.Replace(line, @"(\P{N})(\p{P})", "$1 $2 ", RegexOptions.Singleline);
        line = Regex.Replace(line, @"(\p{P})(\P{N})", " $1 $2", RegexOptions.Singleline);
        line = Regex.Replace(line, @"(\p{S})", " $1 ");
        return [.. Split(line).Select(word => string.Concat(word.Select(c => paired.GetValueOrDefault(c, c.ToString()))))];
    }

    public static string[] Chinese(string text)
    {
        var line = ChineseCharacter().Replace(White().Replace(text, " ").Trim(), " $0 ");
        line = Regex.Replace(line, @"([\{-\~\[-\` -\&\(-\+\:-\@\/])", " $1 ");
        line = Regex.Replace(line, @"([^0-9])([\.,])", "$1 $2 ");
        line = Regex.Replace(line, @"([\.,])([^0-9])", " $1 $2");
        line = Regex.Replace(line, @"([0-9])(-)", "$1 $2 ");
        return Split(line);
    }

    /// <summary>The text with each acute accent joined to the letter before it, the only mark of the tests that can be.</summary>
    public static string Composed(string text) =>
        Acute().Replace(text, pair => Bare.IndexOf(pair.Value[0]) is >= 0 and var at ? $"{Accented[at]}" : pair.Value);

    public static string[] Labels(string text) =>
        [.. text.Split(',', ';').Select(label => label.Trim()).Where(label => label != "").Distinct()];

    // Regular expressions see halves of characters beyond U+FFFF: a letter there becomes two plain letters, anything else two hyphens.
    private static string Mask(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.IsBmp ? rune.ToString() : Rune.IsLetterOrDigit(rune) ? "xx" : "--"));

    public static string Lower(string text) => string.Concat(text.EnumerateRunes().Select(rune => Rune.ToLowerInvariant(rune).ToString()));

    private static string[] Cut(string[] words) =>
        [.. words.SelectMany(word => Unspaced().IsMatch(word) ? Piece().Matches(word).Select(piece => piece.Value) : [word])];

    // Characters beyond U+FFFF as others of the same kind.
    private static string Unpaired(string text, out Dictionary<char, string> paired)
    {
        var names = new Dictionary<string, char>();
        var line = string.Concat(text.EnumerateRunes().Select(rune =>
        {
            if (rune.IsBmp)
            {
                return (char)rune.Value;
            }

            var kin = Rune.IsSymbol(rune) ? '\u2600' : Rune.IsLetter(rune) ? '\u4e00' : throw new NotSupportedException($"{rune}");
            names.TryAdd(rune.ToString(), (char)(kin + names.Count));
            return names[rune.ToString()];
        }));
        paired = names.ToDictionary(name => name.Value, name => name.Key);
        return line;
    }

    [GeneratedRegex(@"[\s\x1c-\x1f]+")]
    private static partial Regex White();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_])(a|an|the)(?![\p{L}\p{N}_])")]
    private static partial Regex Articles();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotAscii();

    [GeneratedRegex(@"[\p{L}\p{M}\p{Nd}]+")]
    private static partial Regex Written();

    [GeneratedRegex(@"(?:[\ud800-\udbff][\udc00-\udfff]|.)\p{M}*", RegexOptions.Singleline)]
    private static partial Regex Cluster();

    [GeneratedRegex(Scripts)]
    private static partial Regex Unspaced();

    [GeneratedRegex("(?:" + Scripts + @"\p{M}*)|(?:(?!" + Scripts + ").)+")]
    private static partial Regex Piece();

    [GeneratedRegex(
        "[\u2001-\u2a6d\u2e80-\u2eff\u2f00-\u2fdf\u2ff0-\u2fff\u3000-\u303f\u3100-\u312f\u31a0-\u31bf\u31c0-\u31ef\u3200-\u32ff"
        + "\u3300-\u33ff\u3400-\u4db5\u4e00-\u9fa5\u9fa6-\u9fbb\uf900-\ufa2d\ufa30-\ufa6a\ufa70-\ufad9\ufe10-\ufe1f"
        + "\ufe30-\ufe4f\uff00-\uffef]")]
    private static partial Regex ChineseCharacter();

    [GeneratedRegex("[a-zA-Z]\u0301")]
    private static partial Regex Acute();
}
