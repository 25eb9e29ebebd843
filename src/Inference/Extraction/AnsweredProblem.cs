using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>A problem whose candidates are the answers that its texts carry.</summary>
internal sealed class AnsweredProblem
{
    private readonly int[] _indices;

    /// <summary>Extracts the answers of a problem.</summary>
    /// <exception cref="CandidateException">No candidate carries one.</exception>
    public AnsweredProblem(Problem original, IAnswerExtractor extractor)
    {
        Original = original;
        var resolved = extractor.For(Texts(original));
        var answers = Read(original.Candidates, resolved, out _indices);
        if (answers.Count == 0)
        {
            throw new CandidateException(
                FormattableString.Invariant($"None of {original.Candidates.Count} candidates has an answer by '{extractor.Name}'. ")
                + "Draw more, or extract it in another way.");
        }

        Problem = new Problem(original.Id, answers)
        {
            References = original.References is { } references ? Read(references, resolved, out _) : null,
            Gold = original.Gold?.Select(resolved.ReadGold).ToArray(),
        };
    }

    /// <summary>The problem as it was given.</summary>
    public Problem Original { get; }

    /// <summary>The problem of the answers.</summary>
    public Problem Problem { get; }

    /// <summary>Candidates without an answer.</summary>
    public int Unanswered => Original.Candidates.Count - _indices.Length;

    /// <summary>The index, among all candidates, of the one that carries an answer.</summary>
    public int IndexOf(int answer) => _indices[answer];

    private static IEnumerable<Candidate?> Texts(Problem problem) =>
        problem.Candidates.Concat(problem.References ?? []).Concat(problem.Gold ?? []);

    private static List<Candidate> Read(IReadOnlyList<Candidate> texts, IAnswerExtractor extractor, out int[] indices)
    {
        var answers = new List<Candidate>(texts.Count);
        var found = new List<int>(texts.Count);
        for (var k = 0; k < texts.Count; k++)
        {
            if (texts[k] is { } text && extractor.TryRead(text, out var answer))
            {
                answers.Add(answer);
                found.Add(k);
            }
        }

        indices = [.. found];
        return answers;
    }
}
