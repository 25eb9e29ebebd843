using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>
/// A regular expression of a tokenizer. It is matched against characters, not halves of surrogate pairs, and in bounded time: without
/// backtracking where it can be, else within a limit.
/// </summary>
internal sealed class SplitPattern
{
    // Linear expressions take a microsecond a character; one that still runs then would run for hours.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // For a character of two halves, one of its category that no tokenizer's expression names.
    private static readonly char[] StandIns = MakeStandIns();

    private readonly Regex _regex;

    /// <summary>Reads an expression in the dialect of Hugging Face's tokenizers.</summary>
    /// <exception cref="NotSupportedException">It is none, or has what has no equal here.</exception>
    public SplitPattern(string expression)
    {
        try
        {
            _regex = Make(RegexDialect.Translate(expression));
        }
        catch (ArgumentException exception)
        {
            throw new NotSupportedException($"the expression '{expression}' cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>The parts of a text, matched and not, in order.</summary>
    /// <exception cref="PromptException">It takes too long.</exception>
    public List<(int Start, int End, bool IsMatch)> Find(string text)
    {
        var (shadow, starts) = Shadow(text);
        var parts = new List<(int, int, bool)>();
        var from = 0;
        try
        {
            foreach (var match in _regex.EnumerateMatches(shadow))
            {
                if (match.Length == 0)
                {
                    continue;
                }

                if (match.Index > from)
                {
                    parts.Add((Offset(starts, from), Offset(starts, match.Index), false));
                }

                from = match.Index + match.Length;
                parts.Add((Offset(starts, match.Index), Offset(starts, from), true));
            }
        }
        catch (RegexMatchTimeoutException)
        {
            throw new PromptException(string.Create(
                CultureInfo.InvariantCulture,
                $"A text of {text.Length:N0} characters takes the tokenizer's expression longer than {Limit.TotalSeconds} s. Break it " +
                $"into lines, or give token ids."));
        }

        if (from < shadow.Length)
        {
            parts.Add((Offset(starts, from), text.Length, false));
        }

        return parts;
    }

    private static int Offset(int[]? starts, int index) => starts?[index] ?? index;

    private static Regex Make(string expression)
    {
        try
        {
            return new Regex(expression, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Limit);
        }
        catch (NotSupportedException)
        {
            return new Regex(expression, RegexOptions.CultureInvariant, Limit);
        }
    }

    // The text with one unit a character, and where each begins in the text; null where that is the same.
    private static (string Shadow, int[]? Starts) Shadow(string text)
    {
        if (!text.Any(char.IsSurrogate))
        {
            return (text, null);
        }

        var shadow = new StringBuilder(text.Length);
        var starts = new List<int>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            starts.Add(at);
            var isWhole = Rune.TryGetRuneAt(text, at, out var rune);
            shadow.Append(
                isWhole && rune.IsBmp ? text[at] : StandIns[(int)(isWhole ? Rune.GetUnicodeCategory(rune) : UnicodeCategory.OtherSymbol)]);
            at += isWhole ? rune.Utf16SequenceLength : 1;
        }

        starts.Add(text.Length);
        return (shadow.ToString(), [.. starts]);
    }

    private static char[] MakeStandIns()
    {
        var found = new char[30];
        for (var code = 0x0700; code < 0xFFFE; code++)
        {
            var category = (int)CharUnicodeInfo.GetUnicodeCategory((char)code);
            found[category] = found[category] == 0 && code is not (>= 0xD800 and < 0xE000) ? (char)code : found[category];
        }

        found[(int)UnicodeCategory.UppercaseLetter] = '\uA640'; // Cyrillic of old books: the first ones of these are Georgian and Cherokee
        found[(int)UnicodeCategory.LowercaseLetter] = '\uA641';
        found[(int)UnicodeCategory.Control] = '\u0001';
        found[(int)UnicodeCategory.Surrogate] = '\uFFFD';
        found[(int)UnicodeCategory.PrivateUse] = '\uE000';
        return found;
    }
}
