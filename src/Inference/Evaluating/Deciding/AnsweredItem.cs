using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>An item whose candidates, references and right answers are read as answers.</summary>
internal sealed class AnsweredItem
{
    private readonly IAnswerExtractor? _extractor;

    /// <summary>Reads an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="extractor">Finds the answer in a text; null where the text is the answer.</param>
    public AnsweredItem(EvaluationItem item, IAnswerExtractor? extractor)
    {
        var problem = item.Problem;
        var all = problem.Candidates.Concat(problem.References ?? []).Concat(problem.Gold ?? []);
        _extractor = extractor?.For(all);
        Item = item;
        Answers = [.. problem.Candidates.Select(Read)];
        Voters = [.. Enumerable.Range(0, Answers.Count).Where(k => Answers[k] is not null)];
        Gold = [.. problem.Gold!.Select(gold => _extractor is null ? gold : _extractor.ReadGold(gold))];
        References = problem.References?.Select(Read).OfType<Candidate>().ToArray();
    }

    private AnsweredItem(AnsweredItem item, IReadOnlyList<Candidate?> answers)
    {
        (_extractor, Item, Gold, References) = (item._extractor, item.Item, item.Gold, item.References);
        Answers = answers;
        Voters = [.. Enumerable.Range(0, Answers.Count).Where(k => Answers[k] is not null)];
    }

    /// <summary>The item as it was given.</summary>
    public EvaluationItem Item { get; }

    /// <summary>The answer of each candidate; null where it has none.</summary>
    public IReadOnlyList<Candidate?> Answers { get; }

    /// <summary>The indices of the candidates that have one.</summary>
    public IReadOnlyList<int> Voters { get; }

    /// <summary>The right answers.</summary>
    public IReadOnlyList<Candidate> Gold { get; }

    /// <summary>The references that have an answer; null where the candidates vote.</summary>
    public IReadOnlyList<Candidate>? References { get; }

    /// <summary>The answers that there are.</summary>
    public IReadOnlyList<Candidate> Answered => [.. Voters.Select(k => Answers[k]!)];

    /// <summary>The answer in a candidate; null where it has none.</summary>
    public Candidate? Read(Candidate? candidate) =>
        candidate is null ? null
        : _extractor is null ? candidate
        : _extractor.TryRead(candidate, out var answer) ? answer
        : null;

    /// <summary>What an answer that a closed form made means.</summary>
    public Candidate Meant(string text) => _extractor is null ? text : AnswerReading.Meant(text);

    /// <summary>The same item with some of its candidates only.</summary>
    public AnsweredItem Part(int start, int count) => new(this, [.. Answers.Skip(start).Take(count)]);
}
