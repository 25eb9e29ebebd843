using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Records;

/// <summary>Comparing rules over records.</summary>
public sealed class RecordEvaluationTests
{
    private static readonly RecordMetric Records = (RecordMetric)Metric.Record(new RecordSchema(
        [new("a", FieldUtility.Exact()), new("n", FieldUtility.AbsoluteError(10))]), "record");

    [Test]
    public void The_consensus_has_a_row_and_each_field_a_column()
    {
        // Three whole records differ; two of them agree on each field.
        Candidate[] candidates = ["""{"a": 1, "n": 5}""", """{"n": 4, "a": 1}""", """{"a": 2, "n": 4}""", "none"];
        var report = Report(
        [
            new("1", candidates) { Gold = ["""{"a": 1, "n": 4}"""] },
            new("2", candidates) { Gold = ["""{"n": 4, "a": 2}"""] },
        ]);
        Assert.That(report.Measures.Select(measure => measure.Heading), Is.EqualTo(new[] { "record", "a", "n" }));
        Assert.That(report["best expected record", "record"].Value, Is.EqualTo((1 + 0.5) / 2));
        Assert.That(report["best expected record", "record.a"].Value, Is.EqualTo(0.5));
        Assert.That(report["best expected record", "record.n"].Value, Is.EqualTo(1));
        Assert.That(report["oracle", "record"].Value, Is.EqualTo(1));
    }

    [Test]
    public void The_majority_is_of_equal_records_in_any_form()
    {
        Candidate[] candidates = ["""{"a": 1, "n": 5}""", """{"a": 1, "n": 4}""", """{ "n": 4.0, "a": 1 }"""];
        var report = Report([new("1", candidates) { Gold = ["""{"a": 1, "n": 4}"""] }]);
        Assert.That(report["majority", "record"].Value, Is.EqualTo(1));
    }

    [Test]
    public void Both_forms_have_rows()
    {
        var options = new EvaluationOptions([Records]) { Forms = [SelectionRule.Bayes, SelectionRule.Candidates] };
        using var evaluation = new Evaluation(options);
        evaluation.Add(new Problem("1", ["""{"a": 1, "n": 5}"""]) { Gold = ["""{"a": 1}"""] });
        Assert.That(
            evaluation.RowNames, Is.SupersetOf(new[] { "best expected record", "best expected record, candidates" }));
    }

    private static EvaluationReport Report(IEnumerable<Problem> items)
    {
        using var evaluation = new Evaluation(new EvaluationOptions([Records]) { Extractor = new RecordExtractor(Records) });
        foreach (var item in items)
        {
            evaluation.Add(item);
        }

        return evaluation.Report();
    }
}
