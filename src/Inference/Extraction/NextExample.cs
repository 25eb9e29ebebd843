using System.Text.RegularExpressions;

namespace Accelerated.Inference.Extraction;

/// <summary>The next example of a prompt with several, which a model without an end goes on with after its answer.</summary>
internal static partial class NextExample
{
    /// <summary>The text before the line that begins another example; the whole where there is none, or nothing before it.</summary>
    public static string Before(string text)
    {
        foreach (var match in Begins().EnumerateMatches(text))
        {
            var before = text.AsSpan(0, match.Index).TrimEnd();
            if (!before.IsEmpty)
            {
                return before.ToString();
            }
        }

        return text;
    }

    [GeneratedRegex(
        @"\n[ \t]{0,8}\*{0,2}(?:Question|Q|Problem|Human|User|Frage|Pregunta|\u95ee\u9898|\u554f\u984c)(?: ?[0-9]{1,4})? ?[:\uff1a]",
        RegexOptions.CultureInvariant)]
    private static partial Regex Begins();
}
