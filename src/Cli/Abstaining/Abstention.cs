using System.Globalization;
using System.Text.Json;
using Accelerated.Inference;
using Accelerated.Inference.Abstaining;
using Accelerated.Metrics;

namespace Accelerated.Cli.Abstaining;

/// <summary>When a run abstains, what it answers then, and how often it did.</summary>
/// <param name="rule">When it answers.</param>
/// <param name="fallback">The answer in place of one that is withheld; null for none.</param>
internal sealed class Abstention(AbstentionRule rule, string? fallback)
{
    private long _decisions;
    private long _answered;

    /// <summary>The answer in place of one that is withheld.</summary>
    public string? Fallback => fallback;

    /// <summary>Whether an answer is withheld.</summary>
    public bool Withholds(Selection selection) => !rule.Answers(selection);

    /// <summary>Counts a decision.</summary>
    public void Add(Selection selection)
    {
        _decisions++;
        _answered += rule.Answers(selection) ? 1 : 0;
    }

    /// <summary>Writes whether a decision is withheld, into the current object.</summary>
    public void Write(Utf8JsonWriter json, Selection selection)
    {
        json.WriteBoolean("abstained", Withholds(selection));
        json.Number("answeredFrom", rule.Threshold);
    }

    /// <summary>Says, once a run, what was kept and on what ground.</summary>
    public void Report(Action<string> line, MetricInfo metric)
    {
        var bound = metric.Direction == Direction.HigherIsBetter ? "at least" : "at most";
        var where = double.IsInfinity(rule.Threshold)
            ? "whatever is expected"
            : string.Create(CultureInfo.InvariantCulture, $"where the expected {metric.Name} is {bound} {rule.Threshold:G6}");
        line(rule.IsNever
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"No answer was given: {rule.Labelled} labelled problems cannot show that any keep a risk of {rule.Risk}. "
                + $"Label more, or raise --abstain-above.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Answered {_answered} of {_decisions}, {where}: by {rule.Labelled} labelled problems, {rule.Answered} of them answered, "
                + $"the expected loss is at most {rule.Risk} over problems like these, an abstention counted as 0."));
    }
}
