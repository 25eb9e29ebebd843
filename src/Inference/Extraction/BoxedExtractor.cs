namespace Accelerated.Inference.Extraction;

/// <summary>What stands in the braces of the last complete <c>\boxed{...}</c>; braces within it are balanced.</summary>
internal sealed class BoxedExtractor : IAnswerExtractor
{
    private const string Opening = @"\boxed{";

    public string Name => "boxed";

    public bool TryExtract(string text, out string answer)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var at = text.LastIndexOf(Opening, StringComparison.Ordinal); at >= 0; at = at == 0 ? -1 : text.LastIndexOf(Opening, at - 1, StringComparison.Ordinal))
        {
            var start = at + Opening.Length;
            var depth = 1;
            for (var end = start; end < text.Length; end++)
            {
                depth += text[end] switch { '{' => 1, '}' => -1, _ => 0 };
                if (depth == 0)
                {
                    answer = text[start..end].Trim();
                    return answer.Length > 0;
                }
            }
        }

        answer = "";
        return false;
    }
}
