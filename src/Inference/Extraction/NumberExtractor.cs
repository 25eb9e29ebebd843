using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>The first or last number of a text, as <see cref="NumberReader"/> finds it.</summary>
internal sealed class NumberExtractor(NumberReader numbers, NumberPosition place) : ValueExtractor(numbers)
{
    public override bool TryExtract(string text, out ExtractedAnswer answer)
    {
        answer = default;
        if (!Numbers.At(place).TryFind(text, out var token)
            || (token.Kind == NumberTokenKind.Number && !double.IsFinite(token.Value.ToDouble())))
        {
            return false;
        }

        answer = token.Kind == NumberTokenKind.Number
            ? new(token.Value.ToString(), new AnswerValue(token.Value))
            : new(text[token.Start..token.End].Trim(), new AnswerValue());
        return true;
    }
}
