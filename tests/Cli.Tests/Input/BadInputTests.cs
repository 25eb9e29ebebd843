namespace Accelerated.Cli.Tests;

/// <summary>A bad line is reported by number and reason; the rest is processed.</summary>
public sealed class BadInputTests
{
    private const string Good = """{"id": "good", "candidates": ["x", "y", "x"]}""";

    [TestCase("{", "invalid JSON at byte 2")]
    [TestCase("not json", "invalid JSON at byte 2")]
    [TestCase("""{"candidates": ["a"]} extra""", "invalid JSON at byte 23")]
    [TestCase("[]", """the line is an array; it must be an object such as {"id": "q1", "candidates": ["a", "b"]}""")]
    [TestCase("{}", "'candidates' is missing; give an array of strings or objects with a 'text'")]
    [TestCase("""{"candidates": null}""", "'candidates' is null; it must be an array of strings or objects with a 'text'")]
    [TestCase("""{"candidates": "a"}""", "'candidates' is a string; it must be an array of strings or objects with a 'text'")]
    [TestCase("""{"candidates": []}""", "'candidates' is empty; it must contain at least one element")]
    [TestCase("""{"candidates": ["a"], "references": []}""", "'references' is empty; it must contain at least one element")]
    [TestCase("""{"candidates": ["a", true]}""", "candidates[1] is a boolean; it must be a string or an object with a 'text'")]
    [TestCase("""{"candidates": [null, null]}""", "'candidates' contains null only; give at least one text")]
    [TestCase("""{"candidates": ["a"], "x": [{"y": 1, "\u0079": 2}]}""", "'y' appears twice; keep one")]
    [TestCase("""{"candidates": [{"text": "a", "logprob": -1, "logprob": -2}]}""", "'logprob' appears twice; keep one")]
    [TestCase("""{"candidates": ["a"], "gold": ["b", {}]}""", "'gold[1]' is an object; it must be a string")]
    [TestCase("""{"candidates": [{"logprob": 1}]}""", "candidates[0] has no 'text'; add one, which may be empty")]
    [TestCase(
        """{"candidates": [{"text": "a", "weight": "heavy"}]}""",
        "candidates[0].weight is the string 'heavy'; it must be a number, or \"-inf\"")]
    [TestCase("""{"candidates": [{"text": "a", "weight": true}]}""", "candidates[0].weight is a boolean; it must be a number")]
    [TestCase(
        """{"candidates": [{"text": "a", "tokens": [1.5]}]}""",
        "candidates[0].tokens[0] is the number 1.5; it must be a 32-bit integer")]
    [TestCase(
        """{"candidates": [{"text": "a", "logprob": NaN}]}""",
        "invalid JSON at byte 42: JSON has no NaN or Infinity; write a log-probability of minus infinity as \"-inf\"")]
    [TestCase("""{"id": {}, "candidates": ["a"]}""", "'id' is an object; it must be a string or a number")]
    [TestCase("""{"id": "x", "id": "y", "candidates": ["a"]}""", "'id' appears twice; keep one")]
    [TestCase("""{"id": "good", "candidates": ["a"]}""", "id 'good' was used on line 1; give each problem its own id")]
    public async Task Reports_a_line_that_is_not_a_problem(string line, string reason) => await RequireReason("uniform", line, reason);

    [Test]
    public async Task Escapes_control_characters_in_messages()
    {
        const string line = """{"id": "a\u001b[31m\nb", "candidates": ["x"]}""";
        var run = await CommandRun.Of($"{line}\n{line}\n", "select", "--metric", "chrf");
        Assert.That(run.Error, Does.StartWith("line 2: id 'a\\u001b[31m\\u000ab' was used on line 1; give each problem its own id\n"));
    }

    [TestCase(
        "given",
        """{"candidates": [{"text": "a", "weight": 1}, "b"]}""",
        "Candidate 1 has no Weight, which WeightSource.Given needs. Set Candidate.Weight of every candidate, or use " +
        "WeightSource.Uniform. In the tool: 'weight'.")]
    [TestCase(
        "given",
        """{"candidates": ["a"], "references": ["b"]}""",
        "Reference 0 has no Weight, which WeightSource.Given needs. Set Candidate.Weight of every reference, or use " +
        "WeightSource.Uniform. In the tool: 'weight'.")]
    [TestCase(
        "given",
        """{"candidates": [{"text": "a", "weight": 0}]}""",
        "All 1 weights are 0; at least one must be positive. Give weights, or use uniform ones.")]
    [TestCase(
        "given",
        """{"candidates": [{"text": "a", "weight": -1}]}""",
        "Reference 0 has weight -1; a weight must be a finite number of at least 0. Correct or leave it out.")]
    [TestCase(
        "given",
        """{"candidates": [{"text": "a", "weight": "nan"}]}""",
        "Reference 0 has weight NaN; a weight must be a finite number of at least 0. Correct or leave it out.")]
    [TestCase(
        "logprob",
        """{"candidates": ["a"]}""",
        "Candidate 0 has no LogProbability, which WeightSource.LogProbability needs. Set Candidate.LogProbability of every candidate, or " +
        "use WeightSource.Uniform. In the tool: 'logprob'.")]
    [TestCase(
        "logprob",
        """{"candidates": [{"text": "a", "logprob": "-inf"}]}""",
        "All 1 log-probabilities are -inf; at least one reference must be possible. Correct them, or use uniform weights.")]
    [TestCase(
        "logprob",
        """{"candidates": [{"text": "a", "logprob": "inf"}]}""",
        "Reference 0 has log-probability Infinity; it must be a number or -inf. Correct or leave it out.")]
    public async Task Reports_a_problem_with_missing_or_invalid_weights(string weights, string line, string reason) =>
        await RequireReason(weights, line, reason);

    [Test]
    public async Task Reports_a_candidate_longer_than_the_limit()
    {
        var run = await CommandRun.Of(
            $$"""
            {"candidates": ["a", "{{new string('x', 1 << 20)}}"]}
            {"candidates": ["a", "b"]}
            """,
            "select", "--metric", "levenshtein");
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Json, Has.Count.EqualTo(1));
        Assert.That(
            run.Error,
            Does.StartWith(
                "line 1: Candidate 1 has 1,048,576 tokens; the limit is 65,536. Shorten it or raise SelectionOptions.LongestCandidate. In "
                + "the tool: --longest.\n"));
    }

    [Test]
    public async Task The_length_limit_is_an_option()
    {
        const string line = """{"candidates": ["abcd", "e"]}""";
        Assert.That((await CommandRun.Of(line, "select", "--metric", "levenshtein", "--longest", "3")).ExitCode, Is.EqualTo(3));
        Assert.That((await CommandRun.Of(line, "select", "--metric", "levenshtein", "--longest", "4")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task Reports_non_numeric_texts_if_the_metric_requires_numbers()
    {
        var run = await CommandRun.Of("""{"candidates": ["3", "some"]}""", "select", "--metric", "squared-error:missing=error");
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Error, Does.StartWith("line 1: Candidate 1 is 'some', not a finite number;"));
    }

    [TestCase("""{"qid": "a", "candidates": ["x \ud83d"]}""", "--id", "qid")]
    [TestCase("""{"responses": ["a"], "note": "\ud83d"}""")]
    [TestCase("""{"\ud800": 1, "responses": ["a"]}""")]
    public async Task A_half_surrogate_in_another_programs_record_is_that_records_error(string line, params string[] options)
    {
        var run = await CommandRun.Of(line, ["select", "--metric", "token-f1", .. options]);
        Assert.That(run.ExitCode, Is.EqualTo(3), run.Error);
        Assert.That(run.Error, Does.Contain("line 1: a text has half of a surrogate pair"));
    }

    [Test]
    public async Task Lone_surrogates_are_replaced_and_counted()
    {
        var run = await CommandRun.Of(
            """{"candidates": ["a\ud800b", "\udc00", "\ud83d\ude00\n\"\u00e9"]}""", "select", "--metric", "levenshtein");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.Single().GetProperty("text").GetString(), Is.EqualTo("a\uFFFDb"));
        Assert.That(run.Error, Is.EqualTo("2 lone surrogates were replaced by U+FFFD.\n"));
    }

    [Test]
    public async Task Reports_invalid_UTF_8()
    {
        var run = await CommandRun.Of([.. """{"candidates": [" """u8, 0xFF, .. "\"]}\n"u8], "select", "--metric", "levenshtein");
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Error, Does.StartWith("line 1: the text is not valid UTF-8; save the file as UTF-8\n"));
    }

    [TestCase("\r\n")]
    [TestCase("\n\n  \n")]
    public async Task Accepts_any_line_end_blank_lines_and_a_byte_order_mark(string end)
    {
        var run = await CommandRun.Of("\uFEFF" + Good + end + """{"candidates": ["z"]}""", "select", "--metric", "levenshtein");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.Select(selection => selection.GetProperty("text").GetString()), Is.EqualTo(new[] { "x", "z" }));
    }

    [Test]
    public async Task Accepts_empty_input()
    {
        var run = await CommandRun.Of("", "select", "--metric", "levenshtein");
        Assert.That(run, Is.EqualTo(new CommandRun(0, "", "")));
    }

    private static async Task RequireReason(string weights, string line, string reason)
    {
        const string weighed =
            """{"id": "good", "candidates": [{"text": "x", "weight": 2, "logprob": -1}, {"text": "y", "weight": 1, "logprob": -2}]}""";
        var last = weighed.Replace("good", "last", StringComparison.Ordinal);
        var run = await CommandRun.Of($"{weighed}\n{line}\n{last}\n", "select", "--metric", "levenshtein", "--weights", weights);
        Assert.That(run.Error, Is.EqualTo($"line 2: {reason}\n1 bad line was skipped; the rest was processed.\n"));
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Json.Select(selection => selection.GetProperty("id").GetString()), Is.EqualTo(new[] { "good", "last" }));
    }
}
