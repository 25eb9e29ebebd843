using System.Text.Json;

namespace Accelerated.Cli.Tests;

/// <summary>Texts in many languages through the command line.</summary>
public sealed class LanguageTests
{
    private const string Chinese = """{"id": "zh", "candidates": ["我们明天去北京开会。", "我们明天会去北京开会。", "他昨天回家了。"]}""";

    [Test]
    public async Task Chinese_sentences_vote_by_their_characters()
    {
        var run = await CommandRun.Of(Chinese, "select", "--metric", "token-f1", "--top", "3");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var selection = run.Json.Single();
        Assert.That(selection.GetProperty("index").GetInt32(), Is.LessThan(2));
        Assert.That(selection.GetProperty("expected").GetDouble(), Is.GreaterThan(1 / 3.0));
        Assert.That(run.Error, Does.Not.Contain("without blanks"));
    }

    [Test]
    public async Task The_closed_form_of_Chinese_sentences_has_no_blanks()
    {
        var run = await CommandRun.Of(Chinese, "select", "--metric", "token-f1", "--rule", "bayes");
        Assert.That(run.Json.Single().GetProperty("text").GetString(), Does.StartWith("我们明天去北京开会"));
    }

    [TestCase("select", "token-f1:tokenizer=words", Chinese)]
    [TestCase("score", "bleu", """{"hypothesis": "我爱你", "reference": "我恨你"}""")]
    [TestCase("score", "rouge-1:tokenizer=rouge-score", """{"hypothesis": "กินข้าว", "reference": "กิน"}""")]
    public async Task Says_once_that_a_tokenizer_cannot_cut_a_script(string command, string metric, string line)
    {
        var run = await CommandRun.Of(line, command, "--metric", metric);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Error.Split('\n'),
            Has.One.EqualTo(
                $"In 1 of 1 problems {metric} takes texts without blanks (Chinese, Japanese, Thai, ...) for single words; "
                + "say the language, e.g. --language zh, or choose another tokenizer, e.g. tokenizer=char."));
    }

    [TestCase("rouge-1", null, "Đà Nẵng", "Đá Nắng", 0)]
    [TestCase("bleu:tokenizer=zh", null, "我爱你。", "我很爱你!", 27.534765745159184)]
    [TestCase("bleu", "zh", "我爱 NLP 2.0 版", "我很爱 NLP 2.0 版", 57.89300674674101)]
    [TestCase("bleu:tokenizer=char", "zh", "我爱你", "我恨你", 34.668064)]
    [TestCase("token-f1", "de", "Die Straße", "der STRASSE", 1)]
    [TestCase("token-f1:language=en", "de", "Die Straße", "der STRASSE", 0)]
    [TestCase("chrf", "de", "ab", "ab", 100)]
    [TestCase("absolute-error", "de", "1.234", "1234", 0)]
    [TestCase("absolute-error:numbers=en", "de", "1.234", "1234", 1232.766)]
    public async Task A_language_sets_what_a_metric_leaves_open(
        string metric, string? language, string hypothesis, string reference, double expected)
    {
        string[] options = language is null ? [] : ["--language", language];
        var run = await CommandRun.Of(
            JsonSerializer.Serialize(new { hypothesis, reference }), ["score", "--metric", metric, .. options]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.Single().GetProperty("score").GetDouble(), Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public async Task A_line_says_its_own_language()
    {
        var run = await CommandRun.Of(
            """
            {"hypothesis": "Die Straße", "reference": "der STRASSE", "language": "de-AT"}
            {"hypothesis": "Die Straße", "reference": "der STRASSE"}
            {"hypothesis": "la casa", "reference": "una casa", "language": "ES"}
            {"hypothesis": "a", "reference": "a", "language": "klingon"}
            {"hypothesis": "a", "reference": "a", "language": null}
            """,
            "score", "--metric", "token-f1", "--language", "fr");
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Json.Select(line => line.GetProperty("score").GetDouble()), Is.EqualTo(new[] { 1.0, 0, 1, 1 }));
        Assert.That(run.Error, Does.Contain("line 4: 'language' is unknown; it must be one of en, ar, "));
    }

    [Test]
    public async Task A_problem_says_the_language_of_its_candidates()
    {
        var run = await CommandRun.Of(
            """{"language": "de", "candidates": ["die Straße", "Der STRASSE", "Haus"]}""", "select", "--metric", "exact-match");
        Assert.That(run.Json.Single().GetProperty("expected").GetDouble(), Is.EqualTo(2 / 3.0).Within(1e-12), run.Error);
    }

    [Test]
    public async Task Evaluate_reads_right_answers_in_the_language_of_their_candidates()
    {
        var run = await CommandRun.Of(
            """
            {"candidates": ["die Straße"], "gold": "STRASSE", "language": "de"}
            {"candidates": ["el gato", "el gato"], "gold": ["un gato"]}
            {"candidates": ["我爱你"], "gold": "我"}
            """,
            "evaluate", "-", "--metric", "exact-match", "--metric", "token-f1:tokenizer=words", "--language", "es", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Does.Contain("In 1 of 3 problems token-f1:tokenizer=words,language=es takes texts without blanks"));
        Assert.That(run.Output, Does.Contain("0.6666666666666666"));
    }

    [TestCase(0)]
    [TestCase(0, "--language", "en")]
    [TestCase(1232.766, "--numbers", "en")]
    [TestCase(1232.766, "--numbers", "invariant")]
    public async Task A_line_says_how_its_numbers_are_written_unless_an_option_does(double expected, params string[] options)
    {
        var run = await CommandRun.Of(
            """{"hypothesis": "1.234", "reference": "1234", "language": "de"}""", ["score", "--metric", "absolute-error", .. options]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.Single().GetProperty("score").GetDouble(), Is.EqualTo(expected).Within(1e-9));
    }

    [Test]
    public async Task A_closed_form_with_three_decimals_is_not_taken_for_thousands()
    {
        const string line = """{"candidates": ["1", "1,25"], "gold": "1,125"}""";
        string[] german = ["--metric", "squared-error", "--numbers", "de"];
        var run = await CommandRun.Of(line, ["select", "--rule", "bayes", .. german]);
        var selection = run.Json.Single();
        Assert.That(selection.GetProperty("value").GetDouble(), Is.EqualTo(1.125), run.Error);
        Assert.That(selection.GetProperty("text").GetString(), Is.EqualTo("1.1250"));
        Assert.That(selection.GetProperty("expected").GetDouble(), Is.EqualTo(.125 * .125));
        var evaluation = await CommandRun.Of(line, ["evaluate", "-", .. german]);
        Assert.That(evaluation.Output, Does.Match(@"best expected squared-error\S* *\| 0\.000"), evaluation.Error);
        var english = await CommandRun.Of("""{"candidates": ["1", "1.25"]}""", "select", "--metric", "squared-error", "--rule", "bayes");
        Assert.That(english.Json.Single().GetProperty("text").GetString(), Is.EqualTo("1.125"));
    }

    [Test]
    public async Task A_line_says_how_the_numbers_of_its_answers_are_written()
    {
        const string line = """
            {"candidates": ["macht 1.234 Euro", "also 1234", "7"], "gold": "1.234,0", "language": "de"}
            """;
        var run = await CommandRun.Of(line, "select", "--metric", "exact-match", "--extract", "last-number");
        Assert.That(run.Json.Single().GetProperty("expected").GetDouble(), Is.EqualTo(2 / 3.0).Within(1e-12), run.Error);
        var evaluation = await CommandRun.Of(
            line, "evaluate", "-", "--metric", "exact-match", "--measure", "mae", "--extract", "last-number", "--json");
        var error = evaluation.Json[0].GetProperty("scores").EnumerateArray().Single(score =>
            score.GetProperty("rule").GetString() == "best expected exact-match" && score.GetProperty("metric").GetString() == "mae");
        Assert.That(error.GetProperty("value").GetDouble(), Is.Zero, evaluation.Error);
        Assert.That(run.Error + evaluation.Error, Does.Not.Contain("two ways"));
    }

    [Test]
    public async Task What_is_drawn_for_a_line_has_its_language()
    {
        string[] generate = ["generate", "-", "-n", "1", "--max-tokens", "2", "--model", Models.Plain];
        var run = await CommandRun.Of(
            """
            {"prompt": "Review:", "language": "de-CH"}
            {"prompt": "Review:", "language": "klingon"}
            """,
            generate);
        Assert.That(run.ExitCode, Is.EqualTo(3), run.Error);
        Assert.That(run.Json.Single().GetProperty("language").GetString(), Is.EqualTo("de"));
        Assert.That(run.Error, Does.Contain("line 2: 'language' is unknown; it must be one of en, ar, "));
        var template = await CommandRun.Of(
            """{"task": "sort", "language": "python"}""", [.. generate, "--template", "Write {task} in {language}."]);
        Assert.That((template.ExitCode, template.Json.Single().TryGetProperty("language", out _)), Is.EqualTo((0, false)), template.Error);
    }

    [Test]
    public async Task Rejects_a_language_that_is_unknown()
    {
        var run = await CommandRun.Of("", "score", "--metric", "token-f1", "--language", "dee");
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith("Invalid value 'dee' for --language: expected one of en, ar, "));
        Assert.That(run.Error, Does.Contain("expected one of en, ar, ").And.Not.Contain("did you mean"));
    }
}
