using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>The whole trimmed text; an empty one carries no answer.</summary>
internal sealed class WholeTextExtractor(NumberReader numbers) : ValueExtractor(numbers)
{
    public override bool TryExtract(string text, out ExtractedAnswer answer)
    {
        answer = Meant(text.Trim());
        return answer.Text.Length > 0;
    }
}
