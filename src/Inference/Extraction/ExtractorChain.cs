using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>Ways to find an answer, tried in turn on what a text has behind its reasoning.</summary>
internal sealed class ExtractorChain(string name, IReadOnlyList<ValueExtractor> steps, NumberReader numbers) : IAnswerExtractor
{
    public string Name => name;

    /// <summary>What was left out of texts so far.</summary>
    public ExtractionNotes Notes { get; private init; } = new();

    public bool TryExtract(string text, out string answer)
    {
        var found = TryExtract(text, out ExtractedAnswer extracted);
        answer = found ? extracted.Text : "";
        return found;
    }

    public bool TryExtract(string text, out ExtractedAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(text);
        var own = Reasoning.Without(text);
        if (own.Length < text.Length)
        {
            Notes.AddReasoning();
        }

        var first = NextExample.Before(own);
        if (first.Length < own.Length && TryExtract(text, first, out answer))
        {
            Notes.AddExample();
            return true;
        }

        return TryExtract(text, own, out answer);
    }

    private bool TryExtract(string text, string own, out ExtractedAnswer answer)
    {
        foreach (var step in steps)
        {
            if (step.TryExtract(step.ReadsReasoning ? text : own, out answer))
            {
                return true;
            }
        }

        answer = default;
        return false;
    }

    /// <summary>What a right answer means: what the steps find in it, else the whole of it.</summary>
    public ExtractedAnswer OfGold(string text)
    {
        if (TryExtract(text, out ExtractedAnswer answer))
        {
            return answer;
        }

        var whole = text.Trim();
        return ValueExtractor.Meant(numbers, whole, allowsUnit: true);
    }

    /// <summary>This chain for the texts of one problem, whose numbers say how they are written where that is asked for.</summary>
    public ExtractorChain For(IEnumerable<Candidate?> texts)
    {
        var resolved = numbers.For(texts);
        return resolved == numbers ? this : new ExtractorChain(name, [.. steps.Select(step => step.For(resolved))], resolved)
        {
            Notes = Notes,
        };
    }
}
