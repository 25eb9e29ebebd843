using System.Text.Json;
using System.Text.Json.Nodes;

namespace Accelerated.Metrics.Tests.Records;

/// <summary>The record consensus of five invoices; the numbers are those of an independent script.</summary>
public sealed class InvoiceTests
{
    private static readonly string[] Invoices =
    [
        """{"vendor": "ACME Ltd", "date": "2026-03-01", "total": 120.5, "qty": 3, "tags": ["a", "b"], "note": "paid in full"}""",
        """{"vendor": "ACME Ltd", "date": "2026-01-03", "total": 120.5, "qty": 3, "tags": ["a", "c"], "note": "paid in ful"}""",
        """{"vendor": "Acme", "date": "2026-03-01", "total": 125.0, "qty": 4, "tags": ["b", "c"], "note": "was paid in full"}""",
        """{"vendor": "ACME Ltd", "date": "2026-03-01", "total": 1205.0, "tags": ["a", "b", "c"]}""",
        """{"vendor": "ACME", "total": 120.5, "qty": 3, "tags": [], "note": "paid"}""",
    ];

    private static readonly RecordSchema Schema = new(
    [
        new("vendor", FieldUtility.Exact(), 2),
        new("date", FieldUtility.Exact()),
        new("total", FieldUtility.AbsoluteError(100), 2),
        new("qty", FieldUtility.Hit(0.5)),
        new("tags", FieldUtility.Set()),
        new("note", FieldUtility.Text(Metric.Parse("chrf"))),
        new("vat", FieldUtility.Exact()),
    ]);

    [Test]
    public void The_consensus_takes_the_best_value_of_each_field() =>
        Assert.That(RecordMetric.Best(Records.Encode(Schema, Invoices)), Is.EqualTo(
            """{"vendor":"ACME Ltd","date":"2026-03-01","total":120.5,"qty":3.5,"tags":["a","b","c"],"note":"paid in full"}"""));

    [TestCase("vendor", "\"ACME Ltd\"", 0.6)]
    [TestCase("date", "\"2026-03-01\"", 0.6)]
    [TestCase("total", "120.5", 0.791)]
    [TestCase("qty", "3.5", 0.8)]
    [TestCase("tags", "[\"a\",\"b\",\"c\"]", 0.68)]
    [TestCase("note", "\"paid in full\"", 0.676151399)]
    [TestCase("vat", null, 1)]
    public void Each_field_has_its_expected_utility(string name, string? value, double expected)
    {
        var field = Records.Fields(Schema, Invoices).Single(field => field.Path == name);
        Assert.That(field.Value, Is.EqualTo(value));
        Assert.That(field.Expected, Is.EqualTo(expected).Within(1e-9));
    }

    [Test]
    public void It_is_worth_more_than_the_best_whole_record()
    {
        Assert.That(Records.Best(Schema, Invoices).Expected, Is.EqualTo(0.726461267).Within(1e-9));
        var whole = Invoices.Select(invoice => Records.Expected(Schema, invoice, Invoices)).ToArray();
        Assert.That(whole.Max(), Is.EqualTo(0.690905711).Within(1e-9));
        Assert.That(Array.IndexOf(whole, whole.Max()), Is.EqualTo(0));
    }

    [Test]
    public void One_outlier_does_not_delete_a_field()
    {
        // An error of 1084.5 against a scale of 10 would outweigh all four good votes, were it not bounded.
        var schema = new RecordSchema([new("total", FieldUtility.AbsoluteError(10))]);
        Assert.That(Records.Best(schema, Invoices).Text, Is.EqualTo("""{"total":120.5}"""));
    }

    [Test]
    public void The_order_of_properties_and_white_space_do_not_matter()
    {
        var other = Invoices.Select(invoice => new JsonObject(
            JsonNode.Parse(invoice)!.AsObject().Reverse().Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())))
            .ToJsonString(new JsonSerializerOptions { WriteIndented = true })).ToArray();
        Assert.That(other[0], Does.Match("^\\{\\s+\"note\""));
        Assert.That(Records.Best(Schema, other), Is.EqualTo(Records.Best(Schema, Invoices)));
    }
}
