using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>The trimmed text behind the last of a marker.</summary>
internal sealed class MarkerExtractor(NumberReader numbers, string marker) : ValueExtractor(numbers)
{
    // The marker may be the one that ends the reasoning.
    public override bool ReadsReasoning => true;

    public override bool TryExtract(string text, out ExtractedAnswer answer)
    {
        var at = text.LastIndexOf(marker, StringComparison.Ordinal);
        answer = at < 0 ? default : Meant(text[(at + marker.Length)..].Trim());
        return answer.Text is { Length: > 0 };
    }
}
