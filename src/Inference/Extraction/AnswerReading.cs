using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>Candidates and right answers as the answers that they carry, read alike.</summary>
internal static class AnswerReading
{
    /// <summary>The extractor for the texts of one problem, whose language or numbers may say how numbers are written.</summary>
    public static IAnswerExtractor For(this IAnswerExtractor extractor, IEnumerable<Candidate?> texts) =>
        extractor is ExtractorChain chain ? chain.For(texts) : extractor;

    /// <summary>The answer that a candidate carries, with its log-probability, weight and source; false where it has none.</summary>
    public static bool TryRead(this IAnswerExtractor extractor, Candidate candidate, out Candidate answer)
    {
        ExtractedAnswer found = default;
        var isFound = extractor is ExtractorChain chain
            ? chain.TryExtract(candidate.Text, out found)
            : extractor.TryExtract(candidate.Text, out var text) && (found = Whole(text)).Text.Length > 0;
        answer = isFound
            ? new Candidate(found.Text)
            {
                Value = found.Value,
                LogProbability = candidate.LogProbability,
                Weight = candidate.Weight,
                Source = candidate.Source,
                Language = candidate.Language,
            }
            : candidate;
        return isFound;
    }

    /// <summary>What a right answer means: the answer in it, else the whole of it.</summary>
    public static Candidate ReadGold(this IAnswerExtractor extractor, Candidate gold)
    {
        var answer = extractor is ExtractorChain chain ? chain.OfGold(gold.Text)
            : extractor.TryExtract(gold.Text, out var text) ? Whole(text)
            : Whole(gold.Text.Trim());
        return gold with { Text = answer.Text, Value = answer.Value };
    }

    /// <summary>A whole text as an answer.</summary>
    public static Candidate Meant(string text) => new(text) { Value = Whole(text).Value };

    private static ExtractedAnswer Whole(string text) => ValueExtractor.Meant(new NumberReader(), text, allowsUnit: false);
}
