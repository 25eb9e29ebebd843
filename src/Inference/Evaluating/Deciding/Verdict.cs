using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>What a rule answers to an item: several answers, each with its share, where it cannot prefer one of them.</summary>
internal sealed class Verdict
{
    private Verdict(IReadOnlyList<(Candidate? Answer, double Share)> answers, bool isTied) => (Answers, IsTied) = (answers, isTied);

    /// <summary>The verdict of a rule that finds no answer.</summary>
    public static Verdict None { get; } = new([(null, 1)], false);

    /// <summary>
    /// The answers, null where one is none, and their shares, which sum to 1; in the same order for any order of candidates.
    /// </summary>
    public IReadOnlyList<(Candidate? Answer, double Share)> Answers { get; }

    /// <summary>Whether different answers were equally good.</summary>
    public bool IsTied { get; }

    /// <summary>Whether no answer was found at all.</summary>
    public bool IsNone => Answers.All(answer => answer.Answer is null);

    /// <summary>The verdict for one answer.</summary>
    public static Verdict Of(Candidate? answer) => answer is null ? None : new([(answer, 1)], false);

    /// <summary>The verdict for several answers, in proportion to their units; in equal parts where no unit is positive.</summary>
    public static Verdict Of(IEnumerable<(Candidate? Answer, double Units)> answers, bool isTied)
    {
        var sorted = answers.OrderBy(answer => answer.Answer?.Text, StringComparer.Ordinal).ThenBy(answer => answer.Units).ToList();
        var total = sorted.Sum(answer => answer.Units);
        return sorted.Count == 0 ? None : new(
            [.. sorted.Select(answer => (answer.Answer, total > 0 ? answer.Units / total : 1.0 / sorted.Count))], isTied);
    }

    /// <summary>Several verdicts in equal parts.</summary>
    public static Verdict Mean(IReadOnlyCollection<Verdict> verdicts) =>
        verdicts.Count == 1
            ? verdicts.First()
            : Of(verdicts.SelectMany(verdict => verdict.Answers), verdicts.Any(verdict => verdict.IsTied));
}
