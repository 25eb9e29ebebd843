using System.Text.Json;
using Accelerated.Inference.Tests;
using Accelerated.Service.Profiles;

namespace Accelerated.Service.Tests;

/// <summary>Requests for a record of a JSON schema.</summary>
public sealed class RecordTests
{
    private const string Format = """
        "response_format": {"type": "json_schema", "json_schema": {"name": "order", "schema": {"type": "object", "properties": {
            "id": {"type": "string", "x-metric": "exact"}, "total": {"type": "number", "x-metric": "absolute-error:scale=10"}}}}}
        """;

    private static readonly string[] s_orders =
        ["""{"id": "a", "total": 12}""", """It is {"total": 30, "id": "b"}""", """{"id": "b", "total": 12}""", "none"];

    [Test]
    public async Task The_answer_is_the_best_value_of_each_field()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel(s_orders[0], s_orders[1], s_orders[0], s_orders[3]));
        var (status, body, _) = await service.ChatAsync(Format + ", \"n_candidates\": 4");
        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That(Content(body), Is.EqualTo("""{"id":"a","total":12}"""));
        Assert.That(body.GetProperty("accelerated").GetProperty("metric").GetString(), Is.EqualTo("record"));
        Assert.That(body.GetProperty("accelerated").GetProperty("rule").GetString(), Is.EqualTo("bayes"));
        var field = body.GetProperty("accelerated").GetProperty("fields")[0];
        Assert.That((field.GetProperty("value").GetString(), field.GetProperty("confidence").GetDouble()), Is.EqualTo(("a", 2 / 3.0)));
        Assert.That(body.GetProperty("accelerated").GetProperty("skipped").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_service_behind_it_is_asked_for_the_schema_too()
    {
        await using var upstream = await ChatServer.StartAsync();
        upstream.Answer = (k, _) => (s_orders[k % 3], 200);
        await using var service = await RunningService.StartAsync(
            upstream.CreateClient(), profiles: new ProfileSet(new Profile { Candidates = 3 }));
        var (status, body, _) = await service.ChatAsync(Format);
        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That(JsonDocument.Parse(Content(body)!).RootElement.GetProperty("total").GetDouble(), Is.EqualTo(12));
        Assert.That(upstream.Requests.First().ToString(), Does.Contain("json_schema").And.Contain("absolute-error:scale=10"));
    }

    [TestCase("""{"type": "json_schema"}""", "response_format.json_schema", "expected an object with a 'schema'.")]
    [TestCase(
        """{"type": "json_schema", "json_schema": {"schema": {}}}""",
        "response_format.json_schema.schema",
        "expected a schema of a record. The schema has no 'properties'; give a JSON schema of an object.")]
    public async Task A_format_that_cannot_be_used_is_refused(string format, string field, string message)
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("a"));
        var (status, body, _) = await service.ChatAsync($"\"response_format\": {format}");
        var error = body.GetProperty("error");
        Assert.That((status, error.GetProperty("param").GetString()), Is.EqualTo((400, field)));
        Assert.That(error.GetProperty("message").GetString(), Does.Contain(message));
    }

    [Test]
    public async Task A_metric_beside_it_is_refused()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("a"));
        var (status, body, _) = await service.ChatAsync(Format + ", \"metric\": \"dice\"");
        Assert.That((status, body.GetProperty("error").GetProperty("param").GetString()), Is.EqualTo((400, "metric")));
    }

    private static string? Content(JsonElement body) =>
        body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
}
