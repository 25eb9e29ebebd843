namespace Accelerated.Cli.Tests;

/// <summary>Files after public reports, and what their authors expected.</summary>
public sealed class AnswerCasesTests
{
    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Answers", file);

    [TestCase("01-extract-exact-match.jsonl", "exact-match", "last-number", 0)]
    [TestCase("15-several-right-answers.jsonl", "token-f1", null, 1)]
    [TestCase("17-gold-with-separator.jsonl", "absolute-error", "last-number", 0)]
    public async Task Evaluate_compares_answers_as_values(string file, string metric, string? extract, double oracle)
    {
        string[] extraction = extract is null ? [] : ["--extract", extract];
        var run = await CommandRun.Of("", ["evaluate", PathOf(file), "--metric", metric, "--json", .. extraction]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var score = run.Json.Single().GetProperty("scores").EnumerateArray().Single(row => row.GetProperty("rule").GetString() == "oracle");
        Assert.That(score.GetProperty("value").GetDouble(), Is.EqualTo(oracle));
    }

    [Test]
    public async Task Equal_weights_stay_equal()
    {
        var huber = await CommandRun.Of(
            "", "select", PathOf("03-huber-equal-weights.jsonl"), "--metric", "huber:delta=1", "--rule", "bayes", "--weights", "given");
        Assert.That(huber.Json.Single().GetProperty("text").GetString(), Is.EqualTo("5"), huber.Error);
        var vote = await CommandRun.Of(
            "", "select", PathOf("05-vote-tie-equal-weights.jsonl"), "--metric", "exact-match", "--weights", "given", "--top", "1");
        var selection = vote.Json.Single();
        Assert.That(selection.GetProperty("index").GetInt32(), Is.EqualTo(1));
        Assert.That(selection.GetProperty("expected").GetDouble(), Is.EqualTo(1 / 3.0));
        Assert.That(selection.GetProperty("margin").GetDouble(), Is.Zero);
    }

    [Test]
    public async Task The_order_of_duplicates_does_not_matter()
    {
        var run = await CommandRun.Of(
            "", "select", PathOf("07-duplicate-logprobs.jsonl"), "--metric", "exact-match", "--weights", "logprob");
        Assert.That(run.Json.Select(line => line.GetProperty("text").GetString()), Is.All.EqualTo("a"));
        Assert.That(run.Json.Select(line => line.GetProperty("expected").GetDouble()), Is.All.EqualTo(.622459).Within(1e-6));
    }

    [TestCase("logprob", "yes")]
    [TestCase("logprob-per-token", "yes it is so today")]
    public async Task Log_probabilities_may_be_divided_by_length(string weights, string expected)
    {
        var run = await CommandRun.Of(
            "", "select", PathOf("25-length-normalised-logprob.jsonl"), "--metric", "exact-match", "--weights", weights);
        Assert.That(run.Json.Single().GetProperty("text").GetString(), Is.EqualTo(expected), run.Error);
    }

    [TestCase("14-numbers.jsonl", new[] { 1000, 1234, 1000, 5, 9500, 123456, 12.5, .5 })]
    [TestCase("14b-number-sign.jsonl", new[] { 0.0 })]
    public async Task Numbers_are_read_as_they_are_written(string file, double[] expected)
    {
        var run = await CommandRun.Of("", "score", PathOf(file), "--metric", "absolute-error:number=last");
        Assert.That(run.Json.Select(line => line.GetProperty("score").GetDouble()), Is.EqualTo(expected));
    }

    [TestCase("21-ter.jsonl", "ter", new[] { 25.0, 0 })]
    [TestCase("22-rouge-lsum.jsonl", "rouge-lsum", new[] { 1.0 })]
    public async Task Summaries_and_moved_words_are_scored(string file, string metric, double[] expected)
    {
        var run = await CommandRun.Of("", "score", PathOf(file), "--metric", metric);
        Assert.That(run.Json.Select(line => line.GetProperty("score").GetDouble()), Is.EqualTo(expected));
    }

    [Test]
    public async Task Select_extracts_and_returns_a_text_that_carries_the_answer()
    {
        var run = await CommandRun.Of(
            "", "select", PathOf("31-select-extract.jsonl"), "--metric", "exact-match", "--extract", "last-number");
        var line = run.Json.Single();
        Assert.That(line.GetProperty("text").GetString(), Does.EndWith("5"));
        Assert.That(line.GetProperty("answer").GetString(), Is.EqualTo("5"));
        Assert.That(line.GetProperty("unanswered").GetInt32(), Is.Zero);
    }

    [Test]
    public async Task Indices_count_all_candidates_and_a_problem_without_an_answer_is_reported()
    {
        const string lines = """
            {"id": "a", "candidates": ["no idea", "it is 7", "7"]}
            {"id": "b", "candidates": ["no idea"]}
            """;
        var run = await CommandRun.Of(lines, "select", "--metric", "exact-match", "--extract", "last-number");
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Json.Single().GetProperty("index").GetInt32(), Is.EqualTo(1));
        Assert.That(run.Json.Single().GetProperty("unanswered").GetInt32(), Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("line 2: None of 1 candidates has an answer by 'last-number'."));
    }

    [Test]
    public async Task What_is_left_out_of_texts_is_said()
    {
        const string line = """{"candidates": ["<think>5</think> 7", "7\n\nQuestion: 8?\nAnswer: 9", "7"]}""";
        var run = await CommandRun.Of(line, "select", "--metric", "exact-match", "--extract", "last-number");
        Assert.That(run.Json.Single().GetProperty("expected").GetDouble(), Is.EqualTo(1));
        Assert.That(run.Error, Is.EqualTo(
            "Texts whose reasoning was left out: 1.\nTexts of which another example, behind the answer, was left out: 1.\n"));
    }

    [Test]
    public async Task Readings_by_a_rule_are_said_once_and_a_locale_settles_them()
    {
        const string lines = """
            {"candidates": ["1.234", "1.234", "2"]}
            {"candidates": ["1,234", "9007199254740993"]}
            """;
        var run = await CommandRun.Of(lines, "select", "--metric", "absolute-error");
        Assert.That(run.Error, Does.Match(
            @"Numbers that could be read in two ways: 2, e\.g\. '1[.,]234' as 1\.?234\. "
            + @"Name their locale with --numbers, e\.g\. --numbers de\."));
        Assert.That(run.Error, Does.Contain(
            "Whole numbers beyond 2^53 that were rounded: 1, e.g. 9007199254740993 as 9007199254740992."));
        var german = await CommandRun.Of(lines, "select", "--metric", "absolute-error", "--numbers", "de", "--rule", "bayes");
        Assert.That(german.Json[0].GetProperty("value").GetDouble(), Is.EqualTo(1234));
        Assert.That(german.Error, Does.Not.Contain("two ways"));
    }
}
