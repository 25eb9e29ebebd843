using Accelerated.Inference.Abstaining;
using Accelerated.Inference.Recording;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Documents;

/// <summary>Runs what docs/trust.md shows.</summary>
public sealed class TrustExample
{
    private static readonly Problem[] s_labelled =
        [.. Enumerable.Range(0, 30).Select(k => new Problem($"{k}", ["a", "a", k % 3 == 0 ? "b" : "a"]) { Gold = ["a"] })];

    [Test]
    public void A_selection_is_explained_recorded_and_withheld()
    {
        var problem = new Problem("q1", ["the cat sat", "the cat sat down", "a dog ran", "the cat sat"]);

        using var selector = new Selector(new SelectionOptions(Metric.TokenF1()));
        var explanation = selector.Explain(problem);
        Console.WriteLine(explanation);           // or explanation.ToJson(), or new Report("q1").Add(problem, explanation)

        var record = new DecisionRecord(problem, explanation.Selection, selector.Options);
        var same = DecisionRecord.Parse(record.ToJson()).Replay() == record.Decision;

        var decisions = s_labelled.Select(known =>
        {
            var selection = selector.Select(known);
            return (selection, AbstentionRule.LossOf(selector.Options.Metric, selection.Text, known.Gold!));
        });
        var rule = AbstentionRule.Fit(selector.Options.Metric, [.. decisions], risk: 0.1);
        var answer = rule.Answers(explanation.Selection) ? explanation.Selection.Text : "I do not know";

        Assert.That(same);
        Assert.That(answer, Is.EqualTo("the cat sat"));
        Assert.That(explanation.Clusters, Has.Count.EqualTo(2));
    }
}
