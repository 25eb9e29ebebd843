namespace Accelerated.Metrics.Tests.Records;

/// <summary>How a record is read from a text.</summary>
public sealed class ReadingTests
{
    private static readonly RecordSchema Schema = RecordSchema.Parse("""
        {"properties": {
            "name": {"type": "string", "x-metric": "exact"},
            "stars": {"type": "integer", "minimum": 1, "maximum": 5},
            "size": {"enum": ["S", "M", "L"]},
            "new": {"type": "boolean"},
            "when": {"type": "string", "x-metric": "days:scale=30"},
            "tags": {"type": "array", "items": {"type": "string"}}}}
        """);

    [TestCase("""{"name": "x"}""", """{"name":"x"}""")]
    [TestCase("""Here it is: {"stars": 4, "name": "x"} Done.""", """{"name":"x","stars":4}""", Description = "between words")]
    [TestCase("```json\n{\"stars\": 4.0,}\n```", """{"stars":4}""", Description = "in a fence, a comma too many")]
    [TestCase("""{"a": 1} then {"name": "x"}""", """{"name":"x"}""", Description = "the one that has fields")]
    [TestCase("""{"name": "x"} no, {"name": "y"}""", """{"name":"y"}""", Description = "the last of several")]
    [TestCase("{}", "{}")]
    [TestCase("""{"name": null}""", "{}")]
    [TestCase(
        """{"stars": "4", "new": "True", "size": "m"}""",
        """{"stars":4,"size":"M","new":true}""", Description = "in quotes, in lower case")]
    [TestCase("""{"stars": 9, "size": "XL", "new": 1, "when": "soon", "tags": "a"}""", "{}", Description = "none of the field")]
    [TestCase("""{"stars": 3.5, "name": "é \u00e9"}""", """{"name":"é é"}""")]
    [TestCase("""{"tags": ["b", "a", "b", {"c": 1}]}""", """{"tags":["b","a"]}""")]
    [TestCase("""{"when": "2026-02-28"}""", """{"when":"2026-02-28"}""")]
    [TestCase("""{"name": "x", "stars": 4, "ne""", """{"name":"x","stars":4}""", Description = "breaks off in a name")]
    [TestCase("""{"name": "x", "stars": 4""", """{"name":"x"}""", Description = "breaks off in a number, which may go on")]
    [TestCase("""{"name": "x", "tags": ["a", "b""", """{"name":"x","tags":["a"]}""", Description = "breaks off in a list")]
    [TestCase("""{"name": "x", stars: 4}""", """{"name":"x"}""", Description = "breaks")]
    public void Reads_what_is_there(string text, string record) => Assert.That(Canonical(text), Is.EqualTo(record));

    [TestCase("")]
    [TestCase("no record")]
    [TestCase("[1, 2]")]
    [TestCase("{\"other\": 1}")]
    [TestCase("{name}")]
    [TestCase("{{{{{{")]
    [TestCase("{\"name\": \"\\ud800\"}")]
    [TestCase("{\"na")]
    public void A_text_without_a_record_has_none(string text) => Assert.That(Canonical(text), Is.Null);

    [Test]
    public void Such_candidates_are_left_out_and_their_weight_goes_to_the_others()
    {
        var problem = Records.Encode(Schema, ["none", """{"stars": 4}""", """{"stars": 4.0}"""]);
        Assert.That(problem.RowOf.ToArray(), Is.EqualTo(new[] { -1, 0, 0 }));
        Assert.That(problem.Weights.Units.ToArray(), Is.EqualTo(new[] { 0L, 1, 1 }));
    }

    [Test]
    public void What_is_left_out_is_counted_once_a_text()
    {
        var metric = (RecordMetric)Metric.Record(Schema);
        for (var pass = 0; pass < 2; pass++)
        {
            metric.CanonicalText("""{"stars": 9, "colour": "red", "name": "x", "ne""");
        }

        Assert.That((metric.Notes.Cut, metric.Notes.Mistyped, metric.Notes.Unknown), Is.EqualTo((1L, 1L, 1L)));
        Assert.That(metric.Notes.FirstMistyped, Is.EqualTo("stars = 9"));
        Assert.That(metric.Notes.FirstUnknown, Is.EqualTo("colour"));
    }

    [Test]
    public void Absence_wins_only_where_it_is_strictly_better()
    {
        Assert.That(Records.Best(Schema, ["""{"stars": 4}""", "{}"]).Text, Is.EqualTo("""{"stars":4}"""));
        Assert.That(Records.Best(Schema, ["""{"stars": 4}""", "{}", "{}"]).Text, Is.EqualTo("{}"));
    }

    [Test]
    public void A_required_field_is_left_out_only_where_no_voter_has_it()
    {
        var schema = new RecordSchema([new("x", FieldUtility.Exact(), isRequired: true)]);
        Assert.That(Records.Best(schema, ["""{"x": 4}""", "{}", "{}"]).Text, Is.EqualTo("""{"x":4}"""));
        Assert.That(Records.Best(schema, ["{}", "{}"]).Text, Is.EqualTo("{}"));
    }

    private static string? Canonical(string text) => ((RecordMetric)Metric.Record(Schema)).CanonicalText(text);
}
