using System.Text.Json;

namespace Accelerated.Cli.Tests;

/// <summary>Answers put together from the candidates' words.</summary>
public sealed class ConsensusTests
{
    private const string Errors = """{"id": "e", "candidates": ["x b c d", "a y c d", "a b z d"], "gold": "a b c d"}""" + "\n";

    [Test]
    public async Task Select_gives_the_answer_with_a_confidence_for_each_word()
    {
        var run = await CommandRun.Of(
            Errors + """{"candidates": ["same", "same"]}""", "select", "--metric", "levenshtein-words", "--rule", "consensus");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var lines = run.Output.Split('\n');
        Assert.That(
            lines[0],
            Does.StartWith(
                """{"id":"e","index":-1,"text":"a b c d","expected":1,"words":[{"text":"a","confidence":0.6666666666666666},"""));
        Assert.That(
            lines[1], Does.Contain(""" "index":0,"text":"same","expected":0,"words":[{"text":"same","confidence":1}]""".TrimStart()));
    }

    [Test]
    public async Task Extracted_answers_are_put_together_too()
    {
        var run = await CommandRun.Of(
            """{"candidates": ["X b, c d!", "A y c D", "a b. z d"]}""",
            "select", "--metric", "levenshtein-words", "--rule", "consensus", "--extract", "letters");
        var selection = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(selection.GetProperty("answer").GetString(), Is.EqualTo("a b c d"), run.Error);
        Assert.That(selection.GetProperty("text").GetString(), Is.EqualTo("a b c d"));
    }

    [Test]
    public async Task Texts_without_an_answer_take_no_part()
    {
        var run = await CommandRun.Of(
            """{"candidates": ["none", "<x b c d>", "<a y c d>", "<a b z d>"]}""",
            "select", "--metric", "levenshtein-words", "--rule", "consensus", "--extract", "regex:<(.*)>");
        var selection = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(
            (selection.GetProperty("answer").GetString(), selection.GetProperty("unanswered").GetInt32()), Is.EqualTo(("a b c d", 1)));
    }

    [Test]
    public async Task Evaluate_has_a_row_for_it()
    {
        var run = await CommandRun.Of(
            Errors, "evaluate", "-", "--metric", "levenshtein-words", "--rule", "candidates", "--rule", "consensus");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("best expected levenshtein-words, consensus"));
    }

    [Test]
    public async Task A_number_of_evaluations_bounds_the_changes()
    {
        string[] select = ["select", "--metric", "chrf", "--rule", "consensus", "--consensus-evaluations"];
        Assert.That((await CommandRun.Of(Errors, [.. select, "0"])).ExitCode, Is.Zero);
        var run = await CommandRun.Of(Errors, [.. select, "-1"]);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("--consensus-evaluations"));
    }

    [Test]
    public async Task Metrics_without_words_are_refused()
    {
        var run = await CommandRun.Of("", "select", "--metric", "squared-error", "--rule", "consensus");
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("does not compare texts by their words or characters"));
    }
}
