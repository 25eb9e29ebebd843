using System.Text.Json;

namespace Accelerated.Cli.Tests;

/// <summary>Commands on records.</summary>
public sealed class RecordTests
{
    private const string Schema = """
        {"title": "order", "properties": {
            "id": {"type": "string", "x-metric": "exact"}, "total": {"type": "number", "x-metric": "absolute-error:scale=10"}}}
        """;

    private const string Orders =
        """{"id": "1", "candidates": ["{\"id\": \"a\", \"total\": 10}", null, "so: {\"total\": 12, \"id\": \"b\"}","""
        + """ "{\"id\": \"b\", \"total\": 12, \"no", "?"]}""";

    [Test]
    public async Task Select_answers_field_by_field()
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of(Orders, "select", "--metric", "record:" + Write(folder, Schema), "--rule", "bayes");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var result = run.Json.Single();
        Assert.That(result.GetProperty("index").GetInt32(), Is.EqualTo(2), "the same record in another form");
        Assert.That(result.GetProperty("text").GetString(), Is.EqualTo("""{"id":"b","total":12}"""));
        Assert.That(result.GetProperty("skipped").GetInt32(), Is.EqualTo(1));
        var fields = result.GetProperty("fields").EnumerateArray().ToArray();
        Assert.That(fields[0].GetProperty("name").GetString(), Is.EqualTo("id"));
        Assert.That(fields[0].GetProperty("value").GetString(), Is.EqualTo("b"));
        Assert.That(fields[0].GetProperty("confidence").GetDouble(), Is.EqualTo(2 / 3.0).Within(1e-12));
        Assert.That(fields[0].GetProperty("support").EnumerateArray().Select(index => index.GetInt32()), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(fields[1].GetProperty("value").GetDouble(), Is.EqualTo(12));
        Assert.That(run.Error, Does.Contain("Records that break off, and were read up to there: 1 in distinct texts."));
    }

    [Test]
    public async Task Score_and_matrix_take_a_schema_too()
    {
        using var folder = new TemporaryFolder();
        const string pair = """{"hypothesis": "{\"id\": \"a\", \"total\": 1}", "reference": "{\"total\": 6, \"id\": \"a\"}"}""";
        var run = await CommandRun.Of(pair, "score", "--metric", "record:" + Write(folder, Schema));
        Assert.That(run.Json.Single().GetProperty("score").GetDouble(), Is.EqualTo(0.75), run.Error);
    }

    [TestCase("order.json", "[", "The schema is not JSON: ")]
    [TestCase("order.json", "{}", "The schema has no 'properties'; give a JSON schema of an object.")]
    [TestCase("none.json", "{}", "the schema cannot be read: ")]
    public async Task A_schema_that_cannot_be_used_is_wrong_usage(string file, string schema, string message)
    {
        using var folder = new TemporaryFolder();
        Write(folder, schema);
        var path = folder[file];
        var run = await CommandRun.Of(Orders, "select", "--metric", "record:" + path);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain($"Invalid value 'record:{path}' for --metric: ").And.Contain(message));
    }

    [Test]
    public async Task Inferred_fields_are_said()
    {
        var run = await CommandRun.Of(Orders, "select", "--metric", "record", "--rule", "bayes");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Does.Contain("The fields of records are inferred from each problem's candidates"));
    }

    [Test]
    public async Task Evaluate_takes_right_answers_as_objects_and_as_whole_lines()
    {
        using var folder = new TemporaryFolder();
        var metric = "record:" + Write(folder, Schema);
        const string candidates = """ "candidates": ["{\"id\": \"a\", \"total\": 10}", "{\"total\": 10, \"id\": \"b\"}"] """;
        string[] objects = ["-", "--metric", metric, "--json"];
        var nested = await CommandRun.Of($$$"""{ {{{candidates}}}, "gold": {"id": "a", "total": 10}}""", ["evaluate", .. objects]);
        var whole = await CommandRun.Of($$"""{ {{candidates}}, "id": "a", "total": 10}""", ["evaluate", .. objects, "--gold", "$"]);
        foreach (var run in new[] { nested, whole })
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            var scores = run.Json.Single().GetProperty("scores").EnumerateArray()
                .ToDictionary(score => (score.GetProperty("rule").GetString(), score.GetProperty("metric").GetString()));
            Assert.That(scores[("best expected record:order", "record:order.total")].GetProperty("value").GetDouble(), Is.EqualTo(1));
            Assert.That(scores[("one sample", "record:order.id")].GetProperty("value").GetDouble(), Is.EqualTo(0.5));
        }
    }

    [Test]
    public async Task Evaluate_compares_rules_on_the_records_of_the_sample()
    {
        var run = await CommandRun.Of("", "evaluate", "--metric", "record", "-n", "8", "--first", "6", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var rules = run.Json.Single().GetProperty("scores").EnumerateArray()
            .Where(score => score.GetProperty("metric").GetString() == "record:review.age")
            .Select(score => score.GetProperty("rule").GetString());
        Assert.That(rules, Is.SupersetOf(new[] { "greedy", "one sample", "majority", "best expected record:review" }));
    }

    [Test]
    public async Task Decode_answers_records_of_the_sample()
    {
        var run = await CommandRun.Of("", "decode", "--metric", "record", "-n", "8", "--first", "1");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var record = JsonDocument.Parse(run.Json.Single().GetProperty("value").GetString()!).RootElement;
        Assert.That(record.GetProperty("stars").GetDouble(), Is.InRange(1, 5));
        Assert.That(run.Json.Single().GetProperty("fields").GetArrayLength(), Is.EqualTo(5));
    }

    private static string Write(TemporaryFolder folder, string schema)
    {
        File.WriteAllText(folder["order.json"], schema);
        return folder["order.json"];
    }
}
