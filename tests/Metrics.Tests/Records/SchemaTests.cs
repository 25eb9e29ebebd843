using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Accelerated.Metrics.Tests.Records;

/// <summary>Where a record's fields come from.</summary>
public sealed class SchemaTests
{
    [TestCase("""{"type": "number", "minimum": 0, "maximum": 10}""", "2", "4", 0.8, Description = "the range is the scale")]
    [TestCase("""{"type": "number"}""", "2", "2.0", 1)]
    [TestCase("""{"type": "number"}""", "2", "2.1", 0)]
    [TestCase("""{"type": ["number", "null"], "x-metric": "absolute-error:scale=4"}""", "2", "3", 0.75)]
    [TestCase("""{"type": "number", "x-metric": "squared-error:scale=4"}""", "2", "4", 0.75)]
    [TestCase("""{"type": "number", "x-metric": "hit:delta=0.5"}""", "2", "2.5", 1)]
    [TestCase("""{"type": "string"}""", "\"the red cat\"", "\"red dog\"", 0.5, Description = "token F1")]
    [TestCase("""{"type": "string", "x-metric": "exact"}""", "\"a\"", "\"A\"", 0)]
    [TestCase("""{"type": "string", "x-metric": "chrf"}""", "\"cat\"", "\"cat\"", 1)]
    [TestCase("""{"type": "string", "x-metric": "normalized-levenshtein"}""", "\"kitten\"", "\"sitting\"", 4.0 / 7)]
    [TestCase("""{"type": "string", "format": "date"}""", "\"2026-03-01\"", "\"2026-03-02\"", 0)]
    [TestCase("""{"type": "string", "x-metric": "days:scale=10"}""", "\"2026-02-28\"", "\"2026-03-02\"", 0.8)]
    [TestCase("""{"enum": ["S", "M", "L"]}""", "\"S\"", "\"M\"", 0)]
    [TestCase("""{"enum": ["S", "M"], "x-costs": [[0, 0.25], [1, 0]]}""", "\"S\"", "\"M\"", 0.75)]
    [TestCase("""{"enum": ["S", "M"], "x-costs": [[0, 0.25], [1, 0]]}""", "\"M\"", "\"S\"", 0)]
    [TestCase("""{"anyOf": [{"type": "null"}, {"$ref": "#/$defs/size"}]}""", "\"S\"", "\"S\"", 1)]
    [TestCase("""{"type": "boolean"}""", "true", "false", 0)]
    [TestCase("""{"type": "array", "items": {"type": "string"}}""", "[\"a\", \"b\"]", "[\"b\"]", 2.0 / 3)]
    [TestCase(
        """{"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}}}}""",
        "[{\"id\": 1}]", "[{ \"id\":1.0}]", 1)]
    [TestCase(
        """
        {"type": "array", "x-key": "id", "items": {"properties": {
            "id": {"type": "integer"}, "n": {"type": "integer", "minimum": 0, "maximum": 4}}}}
        """,
        """[{"id": 1, "n": 1}]""", """[{"id": 1, "n": 3}]""", 0.75)]
    [TestCase(
        """{"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer", "x-weight": 3}}}""",
        """{"a": 1, "b": 2}""", """{"a": 1, "b": 3}""", 0.25)]
    [TestCase("{}", "[1, {\"a\": 2}]", "[1, {\"a\": 2}]", 1)]
    [TestCase("true", "1", "1", 1)]
    public void A_property_compares_by_its_schema(string property, string left, string right, double value)
    {
        var schema = RecordSchema.Parse(
            """{"properties": {"x": PROPERTY}, "$defs": {"size": {"enum": ["S"]}}}"""
                .Replace("PROPERTY", property, StringComparison.Ordinal));
        Assert.That(
            Metric.Record(schema).Score($$"""{"x": {{left}}}""", $$"""{"x": {{right}}}"""), Is.EqualTo(value).Within(1e-6));
    }

    [TestCase("[", "The schema is not JSON: ")]
    [TestCase("3", "The schema has no 'properties'; give a JSON schema of an object.")]
    [TestCase("""{"properties": {}}""", "The object has no properties; name at least one.")]
    [TestCase(
        """{"properties": {"x": {"type": "number", "x-weight": 0}}}""",
        "Invalid value '0' for x-weight of 'x'; expected a number above 0.")]
    [TestCase(
        """{"properties": {"x": {"type": "number", "x-weight": "2"}}}""",
        "Invalid value '2' for x-weight of 'x'; expected a number, e.g. 1.")]
    [TestCase("""{"properties": {"x": {"type": "string", "x-metric": "chr"}}}""", "Field 'x': Unknown metric 'chr'; did you mean ")]
    [TestCase(
        """{"properties": {"x": {"type": "string", "x-metric": "levenshtein"}}}""",
        "Field 'x': Metric 'levenshtein' has no finite range, ")]
    [TestCase(
        """{"properties": {"x": {"type": "number", "x-metric": "chrf"}}}""",
        "Field 'x': Invalid value 'chrf' for x-metric: expected exact, ")]
    [TestCase(
        """{"properties": {"x": {"type": "number", "x-metric": "hit"}}}""",
        "Field 'x': Invalid value 'hit' for x-metric: expected the option delta, e.g. hit:delta=1.")]
    [TestCase(
        """{"properties": {"x": {"type": "number", "x-metric": "absolute-error:scale=-1"}}}""",
        "Field 'x': The scale of a loss must be finite and positive.")]
    [TestCase(
        """{"properties": {"x": {"enum": ["a"], "x-metric": "chrf"}}}""",
        "Field 'x': Invalid value 'chrf' for x-metric beside 'enum': expected exact, ")]
    [TestCase(
        """{"properties": {"x": {"enum": ["a"], "x-costs": [[0], [1]]}}}""",
        "Field 'x': The costs of 1 choices must be 1 rows of 1 numbers, ")]
    [TestCase("""{"properties": {"x": {"enum": ["a"], "x-costs": [[2]]}}}""", "Field 'x': A cost must be a number from 0, ")]
    [TestCase("""{"properties": {"x": {"enum": ["a"], "x-costs": 1}}}""", "x-costs of 'x' is no matrix; ")]
    [TestCase("""{"properties": {"x": {"$ref": "#/$defs/y"}}}""", "The reference '#/$defs/y' of 'x' is not in the schema; ")]
    [TestCase("""{"properties": {"x": {"$ref": "#"}}}""", " is nested more than 16 deep; ")]
    [TestCase(
        """{"properties": {"x": {"type": "array", "x-key": "id", "items": {"type": "string"}}}}""",
        "'x' has x-key, and its items no 'properties'; ")]
    public void A_schema_that_cannot_be_used_is_refused(string schema, string message) =>
        Assert.That(() => RecordSchema.Parse(schema), Throws.TypeOf<OptionException>().With.Message.Contain(message));

    [Test]
    public void Properties_of_a_type_are_fields()
    {
        foreach (var schema in new[] { RecordSchema.Of<Invoice>(), RecordSchema.Of(InvoiceContext.Default.Invoice) })
        {
            Assert.That(schema.Title, Is.EqualTo("Invoice"));
            Assert.That(
                schema.Fields.Select(field => field.Name), Is.EqualTo(new[] { "Vendor", "Total", "Day", "State", "Lines", "Tags" }));
            Assert.That(schema.Fields[1].Weight, Is.EqualTo(2));
            var metric = Metric.Record(schema);
            const string One =
                """{"Vendor": "A", "Total": 10, "Day": "2026-03-01", "State": "Paid", "Lines": [{"Sku": "x", "Count": 1}]}""";
            const string Other =
                """{"Vendor": "A", "Total": 60, "Day": "2026-03-01", "State": "Open", "Lines": [{"Sku": "x", "Count": 2}]}""";
            Assert.That(metric.Score(One, One), Is.EqualTo(1));
            Assert.That(metric.Score(One, Other), Is.EqualTo((1 + (2 * 0.5) + 1 + 0 + 0.5 + 1) / 7).Within(1e-9));
        }
    }

    [Test]
    public void Fields_are_inferred_from_texts()
    {
        string[] texts = ["""{"n": 1, "s": "a b", "t": ["x"], "o": {"k": true}}""", """so: {"n": 5, "u": null}""", "none"];
        var schema = RecordSchema.Infer(texts);
        Assert.That(schema.Fields.Select(field => field.Name), Is.EqualTo(new[] { "n", "s", "t", "o", "u" }));
        Assert.That(Metric.Record(schema).Score("""{"n": 1}""", """{"n": 2}"""), Is.EqualTo((0.75 + 4) / 5).Within(1e-12));
        Assert.That(
            () => RecordSchema.Infer(["none", "{}"]), Throws.TypeOf<CandidateException>().With.Message.StartsWith("No candidate holds "));
    }

    [Test]
    public void Numbers_in_quotes_are_inferred_as_numbers_where_others_are()
    {
        var mixed = Metric.Record(RecordSchema.Infer(["""{"n": 1}""", """{"n": "1"}""", """{"n": " 5 "}"""]));
        Assert.That(mixed.Score("""{"n": "1"}""", """{"n": 2}"""), Is.EqualTo(0.75).Within(1e-12));
        var texts = Metric.Record(RecordSchema.Infer(["""{"n": "1"}""", """{"n": "5"}"""]));
        Assert.That(texts.Score("""{"n": "1"}""", """{"n": "2"}"""), Is.Zero);
    }

    [Test]
    public void A_field_can_be_replaced()
    {
        var schema = RecordSchema.Parse("""{"title": "t", "properties": {"x": {"type": "number"}}}""");
        var other = schema.With("x", FieldUtility.AbsoluteError(4), 2);
        Assert.That((other.Title, other.Fields[0].Weight), Is.EqualTo(("t", 2.0)));
        Assert.That(Metric.Record(other).Score("""{"x": 1}""", """{"x": 2}"""), Is.EqualTo(0.75));
        Assert.That(
            () => schema.With("y"), Throws.TypeOf<OptionException>().With.Message.EqualTo("There is no field 'y'; did you mean 'x'?"));
    }

    [Test]
    public void Fields_without_sense_are_refused()
    {
        Assert.That(() => new RecordSchema([]), Throws.TypeOf<OptionException>());
        Assert.That(
            () => new RecordSchema([new("x", FieldUtility.Exact()), new("x", FieldUtility.Set())]),
            Throws.TypeOf<OptionException>().With.Message.EqualTo("Field 'x' is given 2 times; give it once."));
        Assert.That(() => new RecordField("x", FieldUtility.Exact(), double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => FieldUtility.Hit(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => FieldUtility.AbsoluteError(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => FieldUtility.Text(Metric.Parse("huber")), Throws.ArgumentException.With.Message.Contain("does not read texts"));
        Assert.That(() => FieldUtility.Choice(["a", "a"], [[0, 1], [1, 0]]), Throws.ArgumentException);
    }

    internal enum State
    {
        Open,
        Paid,
    }

    internal sealed record Line([property: FieldMetric("exact")] string Sku, [property: FieldMetric("hit:delta=0")] int Count);

    internal sealed record Invoice
    {
        public string? Vendor { get; init; }

        [FieldMetric("absolute-error:scale=100", Weight = 2)]
        public double Total { get; init; }

        public DateOnly Day { get; init; }

        [JsonConverter(typeof(JsonStringEnumConverter<State>))]
        public State State { get; init; }

        [FieldMetric(Key = "Sku")]
        public IReadOnlyList<Line>? Lines { get; init; }

        public IReadOnlyList<string>? Tags { get; init; }
    }
}

[JsonSerializable(typeof(SchemaTests.Invoice))]
internal sealed partial class InvoiceContext : JsonSerializerContext;
