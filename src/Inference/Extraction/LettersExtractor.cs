using System.Globalization;
using System.Text;
using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>
/// The words of a text as transcripts are compared: in lower case, letters, marks and apostrophes only, with single spaces between them.
/// </summary>
internal sealed class LettersExtractor(NumberReader numbers) : ValueExtractor(numbers)
{
    /// <inheritdoc/>
    public override bool TryExtract(string text, out ExtractedAnswer answer)
    {
        var words = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) || rune.Value is '\'' or '\u2019' || Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                words.Append(rune.Value == '\u2019' ? "'" : Rune.ToLowerInvariant(rune).ToString());
            }
            else if (Rune.IsWhiteSpace(rune) && words.Length > 0 && words[^1] != ' ')
            {
                words.Append(' ');
            }
        }

        answer = new ExtractedAnswer(words.ToString().TrimEnd(), new AnswerValue());
        return answer.Text.Length > 0;
    }
}
