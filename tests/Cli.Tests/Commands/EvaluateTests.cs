using System.Text.Json;

namespace Accelerated.Cli.Tests;

/// <summary>Comparing rules on given candidates.</summary>
public sealed class EvaluateTests
{
    private const string NoAnswer = """
        {"id":"1","candidates":["\\boxed{9}","\\boxed{9}"],"gold":"9"}
        {"id":"2","candidates":["I do not know","no idea"],"gold":"3"}
        {"id":"3","candidates":["cannot say","?"],"gold":"4"}
        """;

    private const string RunOn =
        "{\"id\":\"1\",\"candidates\":[\"9*2=18\\n#### 18\\n\\nQuestion: more?\\nAnswer: 5\\n#### 5\",\"18\"," +
        "\"#### 18\\n\\nQuestion: z\\n#### 7\"],\"gold\":\"18\"}";

    private const string GradeSchool = """
        {"id":"1","candidates":["She makes $9{,}500. #### 9,500","The answer is \\boxed{$9{,}500}","#### 9500","I get 500"],"gold":"9500"}
        {"id":"2","candidates":["#### -3","So it is -3.","3"],"gold":"-3"}
        {"id":"3","candidates":["It is \\frac{1}{2}","0.5","1/2","2"],"gold":"0.5"}
        """;

    private const string Signs = """
        {"id": "neg", "candidates": ["So the total is 5", "I get 5", "Result: 5"], "gold": "-5"}
        {"id": "dec", "candidates": ["So x = 15", "x is 15", "it is 15"], "gold": "1.5"}
        """;

    private const string Separators = """
        {"id": "a", "candidates": ["It is 1,080", "So 1080."], "gold": "1,080"}
        {"id": "b", "candidates": ["It is 50%", "50 %"], "gold": "50%"}
        {"id": "c", "candidates": ["It costs $7"], "gold": "$7"}
        """;

    [TestCase(NoAnswer, "boxed", "exact-match", 1 / 3.0, 3)]
    [TestCase(RunOn, "gsm8k", "exact-match", 1, 1)]
    [TestCase(RunOn, "last-number", "exact-match", 1, 1)]
    [TestCase(GradeSchool, "gsm8k,boxed,last-number", "exact-match", 1, 3)]
    [TestCase(Signs, "last-number", "exact-match", 0, 2)]
    [TestCase(Separators, "last-number", "absolute-error", 0, 3)]
    public async Task Measures_extracted_answers(string input, string extract, string metric, double value, int items)
    {
        var run = await CommandRun.Of(input, "evaluate", "-", "--metric", metric, "--extract", extract, "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        foreach (var rule in (string[])["majority", "best expected " + metric, "oracle"])
        {
            var score = Score(run, rule, metric);
            Assert.That(score.GetProperty("value").GetDouble(), Is.EqualTo(value).Within(1e-12), rule);
            Assert.That(score.GetProperty("n").GetInt32(), Is.EqualTo(items), rule);
        }
    }

    [TestCase("max", 1)]
    [TestCase("mean", .75)]
    public async Task Takes_several_right_answers(string reduction, double oracle)
    {
        const string input = """{"id": "1", "candidates": ["City of Paris", "Lyon"], "gold": ["Paris", "City of Paris"]}""";
        var run = await CommandRun.Of(input, "evaluate", "-", "--metric", "token-f1", "--gold-reduce", reduction, "--json");
        Assert.That(Score(run, "oracle", "token-f1").GetProperty("value").GetDouble(), Is.EqualTo(oracle).Within(1e-12), run.Error);
    }

    [Test]
    public async Task Prints_how_many_items_count_and_tie()
    {
        const string input = """
            {"candidates": ["x", "y"], "gold": "y"}
            {"candidates": ["y", "y"], "gold": "y"}
            """;
        var run = await CommandRun.Of(input, "evaluate", "-", "--metric", "exact-match");
        Assert.That(run.Output, Does.Contain("exact-match, n = 2").And.Contain("tied").And.Match(@"majority +\| 0\.750 +\| 1 "));
    }

    private const string Systems = """
        {"id":"1", "doc":"a", "candidates":[{"text":"x y", "source":"s1"}, {"text":"x", "source":"s2"}], "gold":"x y", "o":{"rover":"x y"}}
        {"id":"2", "doc":"a", "candidates":[{"text":"y", "source":"s2"}, {"text":"x y", "source":"s1"}], "gold":"x y", "o":{"rover":"y"}}
        {"id":"3", "doc":"b", "candidates":[{"text":"x y", "source":"s1"}, {"text":"z", "source":"s2"}], "gold":"x y", "o":{"rover":"x"}}
        {"id":"4", "doc":"b", "candidates":[{"text":"x y", "source":"s1"}, {"text":"z", "source":"s2"}], "gold":"x y"}
        """;

    [Test]
    public async Task Compares_sources_given_answers_and_forms_of_rules()
    {
        var run = await CommandRun.Of(
            Systems, "evaluate", "-", "--metric", "token-f1", "--measure", "corpus-bleu", "--answers", "rover=o.rover",
            "--group", "doc",
            "--baseline", "source s2", "--risk", "mean", "--risk", "worst", "--self", "exclude", "--sweep", "n=1,2", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var report = run.Json[0];
        Assert.Multiple(() =>
        {
            Assert.That(report.GetProperty("groups").GetInt32(), Is.EqualTo(2));
            Assert.That(report.GetProperty("baseline").GetString(), Is.EqualTo("source s2"));
            Assert.That(
                report.GetProperty("scores").EnumerateArray().Select(score => score.GetProperty("rule").GetString()).Distinct(),
                Is.EqualTo(new[]
                {
                    "source s1", "source s2", "best source", "rover", "majority", "best expected token-f1, without own vote",
                    "best expected token-f1, worst, without own vote", "best expected token-f1, n = 1", "best expected token-f1, n = 2",
                    "best expected token-f1, n chosen", "one sample", "oracle",
                }));
            Assert.That(Score(run, "source s1", "token-f1").GetProperty("value").GetDouble(), Is.EqualTo(1));
            Assert.That(Score(run, "best source", "token-f1").GetProperty("value").GetDouble(), Is.EqualTo(1));
            Assert.That(Score(run, "rover", "token-f1").GetProperty("missing").GetInt32(), Is.EqualTo(1));
            Assert.That(Score(run, "rover", "token-f1").GetProperty("value").GetDouble(), Is.EqualTo((1 + 4 / 3.0) / 4).Within(1e-12));
            Assert.That(Score(run, "oracle", "corpus-bleu").GetProperty("value").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(report.GetProperty("pairs").GetArrayLength(), Is.EqualTo(12 * 11 / 2 * 2));
            Assert.That(report.GetProperty("transfer")[0].GetProperty("judge").GetString(), Is.EqualTo("corpus-bleu"));
            Assert.That(report.GetProperty("calibration")[0].GetProperty("riskCoverage").GetArrayLength(), Is.AtLeast(1));
        });
    }

    [Test]
    public async Task Shows_chosen_differences_transfers_and_calibration_below_the_table()
    {
        var run = await CommandRun.Of(
            Systems, "evaluate", "-", "--metric", "token-f1", "--measure", "exact-match", "--compare", "source s1", "majority",
            "--target-risk", "0.5");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Output,
            Does.Contain("source s1 less majority by token-f1: +").And.Contain("transfer: best expected token-f1 gains")
                .And.Contain("calibration: best expected token-f1 expects").And.Contain("target risk 0.5: an answer is kept from")
                .And.Contain("n = 4: resampling so few items says little about others; read no interval as a result."));
    }

    [Test]
    public async Task Says_how_numbers_come_out()
    {
        var lines = string.Concat(Enumerable.Range(0, 8).Select(k => $"{{\"candidates\": [{k}, {k + 1}, {k + 5}], \"gold\": {k}}}\n"));
        string[] arguments = ["evaluate", "-", "--metric", "squared-error", "--target-risk", "9"];
        var text = await CommandRun.Of(lines, arguments);
        var json = await CommandRun.Of(lines, [.. arguments, "--json"]);
        Assert.That(text.Output, Does.Contain("samples: CRPS 0.889 (fair 0.333), the right number is in their middle half for 0.0 %"));
        Assert.That(text.Output, Does.Contain("task calibration error ").And.Contain("mean loss 4.000, and "));
        var numbers = json.Json.Single().GetProperty("calibration")[0].GetProperty("numbers");
        Assert.That(numbers.GetProperty("n").GetInt32(), Is.EqualTo(8));
        Assert.That(numbers.GetProperty("crps").GetDouble(), Is.EqualTo(2 - 10 / 9.0).Within(1e-12));
        Assert.That(numbers.GetProperty("fairCrps").GetDouble(), Is.EqualTo(2 - 10 / 6.0).Within(1e-12));
    }

    [Test]
    public async Task Any_order_of_candidates_gives_the_same_table()
    {
        string[] arguments = ["evaluate", "-", "--metric", "exact-match", "--metric", "token-f1", "--measure", "corpus-chrf"];
        var lines = Systems.Split('\n').Select(line => JsonDocument.Parse(line).RootElement);
        var reversed = string.Join('\n', lines.Select(line => JsonSerializer.Serialize(new
        {
            id = line.GetProperty("id"),
            gold = line.GetProperty("gold"),
            candidates = line.GetProperty("candidates").EnumerateArray().Reverse(),
        })));
        Assert.That((await CommandRun.Of(reversed, arguments)).Output, Is.EqualTo((await CommandRun.Of(Systems, arguments)).Output));
    }

    [Test]
    public async Task Writes_the_answers_of_each_item()
    {
        using var folder = new TemporaryFolder();
        var path = folder["items.jsonl"];
        var run = await CommandRun.Of(Systems, "evaluate", "-", "--metric", "token-f1", "--per-item", path);
        var lines = (await File.ReadAllLinesAsync(path)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var second = lines.Single(line => line.GetProperty("id").GetString() == "2" && line.GetProperty("rule").GetString() == "source s2");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(second.GetProperty("answer").GetString(), Is.EqualTo("y"));
            Assert.That(second.GetProperty("values").GetProperty("token-f1").GetDouble(), Is.EqualTo(2 / 3.0).Within(1e-12));
        });
    }

    [Test]
    public async Task Says_which_numbers_of_candidates_a_sweep_leaves_out()
    {
        var run = await CommandRun.Of(Systems, "evaluate", "-", "--metric", "token-f1", "--sweep", "n=1,2,4,8");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Not.Contain("best expected token-f1, n = 4").And.Not.Contain("only some items have").And.EndWith(
            "left out of the sweep: n = 4 (4 of 4 items have fewer candidates), n = 8 (4 of 4 items have fewer candidates).\n"));
    }

    [Test]
    public async Task Names_a_row_that_there_is_not_before_much_is_written()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["items"], "kept");
        var lines = string.Join('\n', Enumerable.Repeat("""{"candidates": ["x y z", "x"], "gold": "x y"}""", 2000));
        var run = await CommandRun.Of(
            lines, "evaluate", "-", "--metric", "token-f1", "--baseline", "greedy", "--per-item", folder["items"]);
        Assert.That(run, Is.EqualTo(new CommandRun(
            2,
            "",
            "Invalid value 'greedy' for --baseline: expected one of the rows majority, best expected token-f1, one sample, oracle.\n")));
        Assert.That(await File.ReadAllTextAsync(folder["items"]), Is.EqualTo("kept"));
    }

    [TestCase(
        "Invalid value 'm=3' for --sweep: expected n=..., temperature=... or weights=..., e.g. n=4,8,16 or weights=uniform,logprob.",
        "--sweep", "m=3")]
    [TestCase(
        "Invalid value 'log' for --sweep: expected one of uniform, logprob, logprob-per-token, given.",
        "--sweep", "weights=uniform,log")]
    [TestCase("Invalid value '0' for --sweep: expected a whole number of at least 1.", "--sweep", "n=0")]
    [TestCase("Invalid value '-1' for --sweep: expected a positive number, e.g. 0.7.", "--sweep", "temperature=-1")]
    [TestCase("Invalid value '-0.1' for --target-risk: expected a number of at least 0, e.g. 0.2.", "--target-risk", "-0.1")]
    [TestCase("Invalid value 'NaN' for --target-risk: expected a number of at least 0, e.g. 0.2.", "--target-risk", "NaN")]
    [TestCase(
        "Invalid value 'a[x]' for --answers: expected a path of fields, e.g. choices[0].text.", "--answers", "a[x]")]
    [TestCase(
        "Invalid value 'majority=a' for --answers: another row is named 'majority'. Name this one, e.g. 'given=a'.",
        "--answers", "majority=a")]
    [TestCase(
        "--compare has 1 rows; it takes two at a time, e.g. --compare majority 'best expected token-f1'.", "--compare", "majority")]
    [TestCase(
        "Invalid value 'x' for --compare: expected one of the rows source s1, source s2, best source, majority, best expected token-f1, "
        + "one sample, oracle.",
        "--compare", "x", "majority")]
    [TestCase(
        "Invalid value 'x' for --baseline: expected one of the rows source s1, source s2, best source, majority, best expected token-f1, "
        + "one sample, oracle.",
        "--baseline", "x")]
    public async Task Names_a_bad_value_of_an_option(string message, params string[] arguments)
    {
        var run = await CommandRun.Of(Systems, ["evaluate", "-", "--metric", "token-f1", .. arguments]);
        Assert.That((run.ExitCode, run.Error.TrimEnd()), Is.EqualTo((ExitCode.Usage, message)));
    }

    [Test]
    public async Task Judges_read_numbers_as_the_command_says()
    {
        const string input = """
            {"candidates": ["1,5"], "gold": "1,5"}
            {"candidates": ["2,5"], "gold": "1,25"}
            """;
        var run = await CommandRun.Of(
            input, "evaluate", "-", "--metric", "absolute-error", "--measure", "median-error", "--numbers", "de", "--json");
        Assert.That(
            Score(run, "majority", "median-error:numbers=de").GetProperty("value").GetDouble(), Is.EqualTo(.625), run.Error + run.Output);
    }

    [Test]
    public async Task Names_a_line_without_a_group()
    {
        var run = await CommandRun.Of(Systems, "evaluate", "-", "--metric", "token-f1", "--group", "o.rover", "--json");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadLines));
        Assert.That(
            run.Error, Does.Contain("line 4: the field 'o.rover' of --group is missing; give every line a text or a number there"));
    }

    private static JsonElement Score(CommandRun run, string rule, string metric) =>
        run.Json[0].GetProperty("scores").EnumerateArray().Single(score =>
            score.GetProperty("rule").GetString() == rule && score.GetProperty("metric").GetString() == metric);
}
