using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>One way to find an answer.</summary>
/// <param name="numbers">How numbers are written.</param>
internal abstract class ValueExtractor(NumberReader numbers)
{
    /// <summary>How numbers are written.</summary>
    protected NumberReader Numbers { get; private set; } = numbers;

    /// <summary>Whether it looks at the reasoning before an answer too.</summary>
    public virtual bool ReadsReasoning => false;

    /// <summary>
    /// Finds the answer in a text without its reasoning; in time linear in the text's length, or within a limit that it states.
    /// </summary>
    public abstract bool TryExtract(string text, out ExtractedAnswer answer);

    /// <summary>The same way for the texts of one problem, whose numbers say how they are written.</summary>
    public ValueExtractor For(NumberReader resolved)
    {
        var copy = (ValueExtractor)MemberwiseClone();
        copy.Numbers = resolved;
        return copy;
    }

    /// <summary>What a whole answer means; words may follow its number where <paramref name="allowsUnit"/>.</summary>
    protected ExtractedAnswer Meant(string text, bool allowsUnit = false) => Meant(Numbers, text, allowsUnit);

    public static ExtractedAnswer Meant(NumberReader numbers, string text, bool allowsUnit) =>
        numbers.TryWhole(text, allowsUnit, out var token) && token.Kind == NumberTokenKind.Number
            ? new(text, new AnswerValue(token.Value))
            : new(text, new AnswerValue());
}
