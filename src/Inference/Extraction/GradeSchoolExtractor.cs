using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>What follows the first <c>####</c> of its line, as GSM8K marks answers; models go on with another question behind it.</summary>
internal sealed class GradeSchoolExtractor(NumberReader numbers) : ValueExtractor(numbers)
{
    private const string Mark = "####";

    public override bool TryExtract(string text, out ExtractedAnswer answer)
    {
        answer = default;
        var at = text.IndexOf(Mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return false;
        }

        var line = text.AsSpan(at).TrimStart('#');
        var end = line.IndexOfAny('\r', '\n');
        var written = (end < 0 ? line : line[..end]).Trim().ToString();
        var first = Numbers.At(NumberPosition.First);
        answer = first.TryFind(written, out var token) && token.Kind == NumberTokenKind.Number && double.IsFinite(token.Value.ToDouble())
            ? new(token.Value.ToString(), new AnswerValue(token.Value))
            : Meant(written);
        return written.Length > 0;
    }
}
