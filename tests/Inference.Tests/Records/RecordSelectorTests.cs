using System.Text.Json.Serialization;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests.Records;

/// <summary>Records as objects of a C# type.</summary>
public sealed class RecordSelectorTests
{
    private static readonly string[] Answers =
    [
        """{"Vendor": "ACME", "Total": 120.5, "Paid": true}""",
        """Here you are: {"Paid": false, "Total": 1205, "Vendor": "ACME"}""",
        """{"Vendor": "Acme Ltd", "Total": 121.5, "Paid": true}""",
        "Sorry.",
    ];

    [Test]
    public void The_best_record_is_an_object_with_confidences()
    {
        using var selector = new RecordSelector<Invoice>(InvoiceContext.Default.Invoice);
        var selection = selector.Select([.. Answers.Select(answer => new Candidate(answer))]);
        Assert.That(selection.Value, Is.EqualTo(new Invoice("ACME", 120.5m, true)));
        Assert.That(selection.Fields.Select(field => field.Name), Is.EqualTo(new[] { "Vendor", "Total", "Paid" }));
        Assert.That(selection.Fields[0].Confidence, Is.EqualTo(2 / 3.0).Within(1e-12));
        Assert.That(selection.Fields[1].Confidence, Is.EqualTo((1 + 0.9) / 3).Within(1e-12));
        Assert.That(selection.Fields[1].Support, Is.EqualTo(new[] { 0, 2 }));
        Assert.That(selection.Selection.Skipped, Is.EqualTo(1));
    }

    [Test]
    public void A_record_that_the_type_refuses_is_an_error()
    {
        using var selector = new RecordSelector<Strict>(InvoiceContext.Default.Strict);
        Assert.That(
            () => selector.Select(["""{"B": 1}"""]),
            Throws.TypeOf<CandidateException>().With.Message.StartsWith("The best record is no Strict: "));
    }

    [Test]
    public async Task A_pipeline_answers_with_the_best_record()
    {
        using var client = new Script().AsBuilder()
            .UseMetricAware(InvoiceContext.Default.Invoice, new() { Decoding = new() { Candidates = 4 } }).Build();
        var response = await client.GetResponseAsync("the invoice");
        Assert.That(response.Text, Is.EqualTo("""{"Vendor":"ACME","Total":120.5,"Paid":true}"""));
    }

    private sealed class Script : EchoClient
    {
        private int _next;

        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(
                new ChatMessage(ChatRole.Assistant, Answers[(Interlocked.Increment(ref _next) - 1) % Answers.Length])));
    }

    internal sealed record Invoice(
        [property: FieldMetric("exact")] string Vendor, [property: FieldMetric("absolute-error:scale=10")] decimal Total, bool Paid);

    internal sealed record Strict
    {
        public required int A { get; init; }

        public int B { get; init; }
    }
}

[JsonSerializable(typeof(RecordSelectorTests.Invoice))]
[JsonSerializable(typeof(RecordSelectorTests.Strict))]
internal sealed partial class InvoiceContext : JsonSerializerContext;
