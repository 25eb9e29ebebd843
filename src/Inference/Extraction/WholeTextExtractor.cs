namespace Accelerated.Inference.Extraction;

/// <summary>The whole trimmed text; an empty one carries no answer.</summary>
internal sealed class WholeTextExtractor : IAnswerExtractor
{
    public string Name => "whole";

    public bool TryExtract(string text, out string answer)
    {
        ArgumentNullException.ThrowIfNull(text);
        answer = text.Trim();
        return answer.Length > 0;
    }
}
