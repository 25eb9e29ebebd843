using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Records;

/// <summary>Selections under a metric over records.</summary>
public sealed class RecordSelectionTests
{
    private static readonly RecordSchema Schema = RecordSchema.Parse("""
        {"title": "order", "properties": {
            "id": {"type": "string", "x-metric": "exact"},
            "total": {"type": "number", "x-metric": "absolute-error:scale=10"},
            "to": {"properties": {"city": {"type": "string", "x-metric": "exact"}, "zip": {"type": "string", "x-metric": "exact"}}}}}
        """);

    private static readonly Candidate[] Orders =
    [
        """{"id": "a", "total": 10, "to": {"city": "Ulm"}}""",
        """{"id": "b", "total": 12, "to": {"city": "Ulm"}}""",
        """{"total": 12, "id": "b"}""",
        "no record",
        """{"id": "b", "total": 13, "to": {"city": "Bonn"}}""",
    ];

    [Test]
    public void The_closed_form_answers_field_by_field()
    {
        var selection = Select(SelectionRule.Bayes, Orders);
        Assert.That(selection.Text, Is.EqualTo("""{"id":"b","total":12,"to":{"city":"Ulm"}}"""));
        Assert.That(selection.Index, Is.EqualTo(1), "a candidate in another form");
        Assert.That(selection.Skipped, Is.EqualTo(1));

        // id .75; total (.8 + 1 + 1 + .9) / 4; to: three of four have it, the city is right in two of these and the zip absent in all.
        Assert.That(selection.Expected, Is.EqualTo((0.75 + (3.7 / 4) + ((1 + 1 + 0.5) / 4)) / 3).Within(1e-12));
    }

    [Test]
    public void Each_field_has_a_confidence_and_the_candidates_that_support_it()
    {
        var fields = Select(SelectionRule.Bayes, Orders).Fields;
        Assert.That(fields.Select(field => field.Name), Is.EqualTo(new[] { "id", "total", "to.city", "to.zip" }));
        Assert.That(fields.Select(field => field.Value), Is.EqualTo(new[] { "\"b\"", "12", "\"Ulm\"", null }));
        Assert.That(fields[0].Confidence, Is.EqualTo(0.75));
        Assert.That(fields[1].Confidence, Is.EqualTo(3.7 / 4).Within(1e-12));
        Assert.That(fields[2].Confidence, Is.EqualTo(0.5));
        Assert.That(fields[0].Support, Is.EqualTo(new[] { 1, 2, 4 }));
        Assert.That(fields[1].Support, Is.EqualTo(new[] { 0, 1, 2, 4 }));
        Assert.That(fields[2].Support, Is.EqualTo(new[] { 0, 1 }));
        Assert.That(fields[3].Support, Is.EqualTo(new[] { 0, 1, 2, 4 }));
    }

    [Test]
    public void A_whole_record_has_fields_too()
    {
        var selection = Select(SelectionRule.Candidates, Orders);
        Assert.That((selection.Index, selection.Text), Is.EqualTo((1, Orders[1].Text)));
        Assert.That(selection.Fields[0].Confidence, Is.EqualTo(0.75));
    }

    [Test]
    public void Weights_decide_fields()
    {
        Candidate[] weighted = [Orders[0] with { Weight = 3 }, Orders[1] with { Weight = 1 }, Orders[4] with { Weight = 1 }];
        using var selector = new Selector(new(Metric.Record(Schema)) { Rule = SelectionRule.Bayes, Weights = WeightSource.Given });
        var selection = selector.Select(new Problem("q", weighted));
        Assert.That(selection.Fields[0].Value, Is.EqualTo("\"a\""));
        Assert.That(selection.Fields[0].Confidence, Is.EqualTo(0.6).Within(1e-12));
    }

    [Test]
    public void References_of_their_own_vote()
    {
        using var selector = new Selector(new(Metric.Record(Schema)) { Rule = SelectionRule.Bayes });
        var selection = selector.Select(new Problem("q", [Orders[0]]) { References = [Orders[1], Orders[4]] });
        Assert.That((selection.Index, selection.Fields[0].Value), Is.EqualTo((-1, "\"b\"")));
        Assert.That(selection.Fields[0].Support, Is.EqualTo(new[] { 0, 1 }));
    }

    [Test]
    public void Fields_are_inferred_where_no_schema_is_given()
    {
        using var selector = new Selector(new(Metric.Record(null)) { Rule = SelectionRule.Bayes });
        var selection = selector.Select(new Problem("q", ["""{"n": 1}""", """{"n": 3}""", """{"n": 4}""", """{"n": 3}"""]));
        Assert.That(selection.Text, Is.EqualTo("""{"n":3}"""));
        Assert.That(selection.Expected, Is.EqualTo((1 + 1 + (1 / 3.0) + (2 / 3.0)) / 4).Within(1e-12));
    }

    [Test]
    public void Other_metrics_have_no_fields()
    {
        using var selector = new Selector(new(Metric.TokenF1()));
        Assert.That(selector.Select(new Problem("q", ["a"])).Fields, Is.Empty);
    }

    [Test]
    public void Candidates_without_a_record_are_an_error_of_the_problem()
    {
        using var selector = new Selector(new(Metric.Record(Schema)) { Rule = SelectionRule.Bayes });
        Assert.That(
            () => selector.Select(new Problem("q", ["x", "y"])),
            Throws.TypeOf<CandidateException>().With.Message.EqualTo(
                "record:order can read none of the 2 candidates. Correct them, or use another metric."));
    }

    private static Selection Select(SelectionRule rule, IReadOnlyList<Candidate> candidates)
    {
        using var selector = new Selector(new(Metric.Record(Schema)) { Rule = rule });
        return selector.Select(new Problem("q", candidates));
    }
}
