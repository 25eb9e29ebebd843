using System.Text.Json;

namespace Accelerated.Cli.Tests;

/// <summary>Each JSON format: its answers, ids, right answers, log-probabilities and errors.</summary>
public sealed class JsonFormatTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static IEnumerable<TestCaseData> Cases() =>
        File.ReadAllLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Cases", "formats.tsv"))
            .Select(line => line.Split('\t')).Select(fields => new TestCaseData(fields[0], fields[1], fields[2]));

    // Each case is a name, a record of the format, and the same problem as the tool's own line.
    [TestCaseSource(nameof(Cases))]
    public async Task Reads_like_the_same_problem_in_own_lines(string format, string json, string own)
    {
        var hasGold = own.Contains("gold", StringComparison.Ordinal);
        var run = await CommandRun.Of(json, "select", "--metric", "levenshtein");
        var expected = await CommandRun.Of(own, "select", "--metric", "levenshtein");
        Assert.That(run.Output, Is.EqualTo(expected.Output).And.Not.Empty, run.Error);
        Assert.That(run.Error, Does.EndWith($"{format} from standard input.\n"));
        using var document = JsonDocument.Parse(json);
        var indented = JsonSerializer.Serialize(document.RootElement, Indented);
        Assert.That((await CommandRun.Of(indented, "select", "--metric", "levenshtein")).Output, Is.EqualTo(expected.Output));
        Assert.That(
            (await CommandRun.Of(json, "select", "--metric", "levenshtein", "--format", format)).Output,
            Is.EqualTo(expected.Output));
        if (own.Contains("logprob", StringComparison.Ordinal) && !own.Contains("\"a\",{", StringComparison.Ordinal))
        {
            string[] weighted = ["select", "--metric", "levenshtein", "--weights", "logprob"];
            Assert.That(
                (await CommandRun.Of(json, weighted)).Output,
                Is.EqualTo((await CommandRun.Of(own, weighted)).Output).And.Not.Empty);
        }

        if (hasGold)
        {
            string[] evaluated = ["evaluate", "-", "--metric", "levenshtein", "--json"];
            Assert.That(
                (await CommandRun.Of(json, evaluated)).Output,
                Is.EqualTo((await CommandRun.Of(own, evaluated)).Output).And.Not.Empty);
        }
    }

    [Test]
    public async Task Failed_requests_of_a_batch_are_named_and_the_rest_is_read()
    {
        var run = await CommandRun.Of(
            """
            {"custom_id":"q1","response":{"body":{"choices":[{"message":{"content":"a"}},{"message":{"content":null,"refusal":"no"}}]}}}
            {"id":"b","custom_id":"q2","response":{"status_code":429,"body":{"error":{"message":"Rate limit"}}},"error":null}
            {"id":"b","custom_id":"q3","response":null,"error":{"code":"batch_expired","message":"Too late"}}
            {"id":"b","custom_id":"q4","response":{"status_code":200,"body":{"choices":[{"index":0,"text":"z"}]}}}
            """,
            "select", "--metric", "levenshtein");
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Json.Select(selection => selection.GetProperty("id").GetString()), Is.EqualTo(new[] { "q1", "q4" }));
        Assert.That(run.Error, Is.EqualTo(
            """
            Reading openai-batch from standard input.
            line 2: request 'q2' failed with status 429: Rate limit
            line 3: request 'q3' failed: Too late
            1 candidate is null and left out.
            2 bad lines were skipped; the rest was processed.

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public async Task A_null_candidate_is_left_out_and_the_others_keep_their_indexes()
    {
        var run = await CommandRun.Of("""{"candidates": ["x", null, 42, null, 42.0]}""", "select", "--metric", "levenshtein");
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Error, Is.EqualTo("2 candidates are null and left out.\n"));
        Assert.That(run.Json.Single().GetProperty("index").GetInt32(), Is.EqualTo(2));
        Assert.That(
            run.Json.Single().GetProperty("ranking").EnumerateArray().Select(ranked => ranked.GetProperty("index").GetInt32()),
            Is.EquivalentTo(new[] { 0, 2, 4 }));
    }

    [Test]
    public async Task A_null_candidate_does_not_move_the_sources_of_an_evaluation()
    {
        var run = await CommandRun.Of(
            """{"candidates": ["x", null, "y"], "gold": "y"}""", "evaluate", "-", "--metric", "exact-match", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Does.Contain("1 candidate is null and left out.\n"));
        var item = await CommandRun.Of(
            """{"candidates": [null, "y"], "gold": "y", "group": "g"}""",
            "evaluate", "-", "--metric", "exact-match", "--group", "group", "--json");
        Assert.That(item.ExitCode, Is.Zero, item.Error);
    }

    [Test]
    public async Task Fields_that_look_like_weights_and_are_not_read_are_named_once()
    {
        const string line = """{"candidates": [{"text": "x", "log_prob": -1}, {"text": "y", "prob": 1}], "note": 1, "responses": 2}""";
        var run = await CommandRun.Of($"{line}\n{line}\n", "select", "--metric", "levenshtein");
        Assert.That(run.Error, Does.StartWith("Ignored fields 'log_prob', 'prob', 'responses'; "));
        Assert.That(run.Error.Count(letter => letter == '\n'), Is.EqualTo(1));
    }

    [Test]
    public async Task Paths_name_id_candidates_and_right_answers()
    {
        const string line =
            """{"meta": {"key": "k"}, "out": {"turns": [{"alts": [{"t": "a"}, {"t": {"text": "b"}}]}]}, "doc": {"truth": ["b", "c"]}}""";
        var run = await CommandRun.Of(
            line, "select", "--metric", "levenshtein", "--id", "meta.key", "--candidates", "out.turns[0].alts[].t");
        Assert.That(run.Json.Single().GetProperty("id").GetString(), Is.EqualTo("k"));
        Assert.That(run.Json.Single().GetProperty("ranking").GetArrayLength(), Is.EqualTo(2));
        var evaluation = await CommandRun.Of(
            line, "evaluate", "-", "--metric", "exact-match", "--candidates", "out.turns[0].alts[].t", "--gold", "doc.truth", "--json");
        Assert.That(evaluation.ExitCode, Is.Zero, evaluation.Error);
        var missing = await CommandRun.Of(line, "select", "--metric", "levenshtein", "--candidates", "out.none");
        Assert.That(missing.Error, Does.StartWith("line 1: there is no candidate at 'out.none', which --candidates names\n"));
        var malformed = await CommandRun.Of(line, "select", "--metric", "levenshtein", "--candidates", "a[b]");
        Assert.That(
            malformed.Error,
            Is.EqualTo("Invalid value 'a[b]' for --candidates: expected a path of fields, e.g. choices[0].text.\n"));
    }

    [Test]
    public async Task Samples_repeated_by_another_filter_are_left_out_and_counted()
    {
        const string sample = """{"doc_id":0,"target":"1","resps":[["1","2"]],"filter":"FILTER"}""";
        var run = await CommandRun.Of(
            sample.Replace("FILTER", "strict", StringComparison.Ordinal) + "\n"
            + sample.Replace("FILTER", "flexible", StringComparison.Ordinal),
            "select", "--metric", "levenshtein");
        Assert.That(run.Json, Has.Count.EqualTo(1));
        Assert.That(run.Error, Does.EndWith("1 record repeats others under another filter and was left out.\n"));
    }

    [Test]
    public async Task A_format_is_told_by_a_later_line_if_the_first_is_an_error()
    {
        var run = await CommandRun.Of(
            """
            {"error":{"message":"Overloaded"}}
            {"id":"c","choices":[{"index":0,"message":{"content":"a"}}]}
            """,
            "select", "--metric", "levenshtein");
        Assert.That(run.Json, Has.Count.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("Reading openai-chat from standard input.\nline 1: the request failed: Overloaded\n"));
    }

    [Test]
    public async Task A_list_that_gold_names_is_not_one_of_candidates()
    {
        const string line = """{"id": "q", "question": "?", "responses": ["a", "b"], "answers": ["b", "c"]}""";
        var run = await CommandRun.Of(line, "evaluate", "-", "--metric", "exact-match", "--gold", "answers", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var only = await CommandRun.Of(
            """{"prompt": "?", "answers": ["b", "c"]}""",
            "evaluate", "-", "--metric", "exact-match", "--gold", "answers", "-n", "1", "--max-tokens", "2");
        Assert.That(only.Error, Does.Not.Contain("huggingface"));
    }

    [TestCase("""[{"candidates": ["a"]}, {"candidates": ["b"]""", "record 2: invalid JSON at byte 21\n")]
    [TestCase("""[{"candidates": ["a"]}, {"candidates": []}]""", "record 2: 'candidates' is empty; it must contain at least one element\n")]
    [TestCase("""[{"candidates": ["a"]}] x""", "record 2: text follows the end of the array; it is not read\n")]
    [TestCase("""[{"candidates": ["a"]}""", "record 2: the file ends before its array does; it is cut short\n")]
    public async Task A_bad_record_of_an_array_is_named_by_its_number(string json, string reason)
    {
        var run = await CommandRun.Of(json, "select", "--metric", "levenshtein");
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Json, Has.Count.EqualTo(1));
        Assert.That(
            run.Error,
            Is.EqualTo($"Reading a JSON array, jsonl from standard input.\n{reason}1 bad record was skipped; the rest was processed.\n"));
    }
}
