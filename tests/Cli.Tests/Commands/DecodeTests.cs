using System.Text.Json;

namespace Accelerated.Cli.Tests;

/// <summary>Drawing with the small model that comes with the tool.</summary>
[Parallelizable(ParallelScope.All)] // the longest fixture
public sealed class DecodeTests
{
    [Test]
    public async Task Without_arguments_prints_the_gain_on_the_sample()
    {
        var run = await CommandRun.Of("", "decode", "--first", "40");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(
                run.Output, Does.Contain("RMSE").And.Contain("MAE").And.Contain("token-f1").And.Contain("best expected squared-error"));
            Assert.That(run.Output, Does.Contain("40 reviews"));
        });
    }

    [Test]
    public async Task On_all_sample_reviews_the_mean_has_the_least_RMSE_and_the_median_the_least_MAE()
    {
        var run = await CommandRun.Of(
            "", "evaluate", "--metric", "squared-error", "--metric", "absolute-error", "--bootstrap", "100", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var scores = run.Json[0].GetProperty("scores").EnumerateArray().ToDictionary(
            score => (score.GetProperty("rule").GetString(), score.GetProperty("metric").GetString()),
            score => score.GetProperty("value").GetDouble());
        Assert.Multiple(() =>
        {
            Assert.That(run.Json[0].GetProperty("items").GetInt32(), Is.EqualTo(1081));
            Assert.That(
                scores[("best expected squared-error", "squared-error")],
                Is.LessThan(scores[("best expected absolute-error", "squared-error")]));
            Assert.That(scores[("best expected absolute-error", "squared-error")], Is.LessThan(scores[("most likely", "squared-error")]));
            Assert.That(
                scores[("best expected absolute-error", "absolute-error")],
                Is.LessThanOrEqualTo(scores[("most likely", "absolute-error")]));
        });
    }

    [Test]
    public async Task With_the_plain_model_the_metric_aware_title_beats_greedy_and_greedy_beats_the_majority()
    {
        var run = await CommandRun.Of(
            "", "evaluate", "--model", Models.Plain, "--metric", "token-f1", "-n", "48", "--first", "200", "--bootstrap", "100", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var scores = run.Json[0].GetProperty("scores").EnumerateArray().ToDictionary(
            score => score.GetProperty("rule").GetString()!, score => score.GetProperty("value").GetDouble());
        Assert.That(scores["best expected token-f1"], Is.GreaterThan(scores["greedy"]), "seed 1");
        Assert.That(scores["greedy"], Is.GreaterThan(scores["majority"]), "seed 1");
    }

    [Test]
    public async Task Stars_are_answered_by_the_mean_under_squared_error_and_by_the_median_under_absolute_error()
    {
        var mean = await CommandRun.Of("", "decode", "--metric", "squared-error", "--first", "6");
        var median = await CommandRun.Of("", "decode", "--metric", "absolute-error", "--first", "6");
        Assert.That((mean.ExitCode, median.ExitCode), Is.EqualTo((0, 0)), mean.Error + median.Error);
        for (var i = 0; i < 6; i++)
        {
            var grid = mean.Json[i].GetProperty("grid").EnumerateArray()
                .Select(value => Math.Exp(value.GetProperty("logprob").GetDouble())).ToArray();
            var total = grid.Sum();
            Assert.Multiple(() =>
            {
                Assert.That(
                    mean.Json[i].GetProperty("value").GetDouble(),
                    Is.EqualTo(grid.Select((p, k) => p * (k + 1)).Sum() / total).Within(1e-6));
                Assert.That(mean.Json[i].GetProperty("outsideGrid").GetDouble(), Is.EqualTo(1 - total).Within(1e-9).And.LessThan(.05));
                var below = 0.0;
                var wanted = grid.Select((p, k) => (Star: k + 1, UpTo: below += p / total)).First(star => star.UpTo >= .5).Star;
                Assert.That(median.Json[i].GetProperty("value").GetDouble(), Is.EqualTo(wanted));
            });
        }
    }

    [Test]
    public async Task The_same_seed_decodes_to_the_same_bytes_and_another_seed_to_others()
    {
        string[] arguments = ["decode", "--metric", "token-f1", "--first", "3", "-n", "12"];
        var first = await CommandRun.Of("", arguments);
        var again = await CommandRun.Of("", arguments);
        var other = await CommandRun.Of("", [.. arguments, "--seed", "2"]);
        Assert.Multiple(() =>
        {
            Assert.That(first.ExitCode, Is.Zero, first.Error);
            Assert.That(again.Output, Is.EqualTo(first.Output));
            Assert.That(other.Output, Is.Not.EqualTo(first.Output));
            Assert.That(first.Json[0].GetProperty("drawn").GetInt32(), Is.EqualTo(12));
        });
    }

    [Test]
    public async Task Generate_then_select_equals_decode()
    {
        string[] shared = ["--first", "4", "-n", "10"];
        var drawn = await CommandRun.Of("", ["generate", .. shared]);
        Assert.That(drawn.ExitCode, Is.Zero, drawn.Error);
        var selected = await CommandRun.Of(drawn.Output, "select", "-", "--metric", "token-f1");
        var decoded = await CommandRun.Of("", ["decode", "--metric", "token-f1", .. shared]);
        Assert.That(selected.Json.Select(Choice), Is.EqualTo(decoded.Json.Select(Choice)));

        static (int, string, double) Choice(JsonElement line) =>
            (line.GetProperty("index").GetInt32(), line.GetProperty("text").GetString()!, line.GetProperty("expected").GetDouble());
    }

    [Test]
    public async Task A_grid_on_the_sample_is_one_of_stars()
    {
        var generated = await CommandRun.Of("", "generate", "--first", "1", "--grid", "1..5");
        Assert.That(generated.ExitCode, Is.Zero, generated.Error);
        var mass = generated.Json.Single().GetProperty("candidates").EnumerateArray().Sum(
            candidate => Math.Exp(candidate.GetProperty("logprob").GetDouble()));
        Assert.That(mass, Is.GreaterThan(.9));
    }

    [Test]
    public async Task A_grid_is_averaged_over_chains_with_their_own_seeds()
    {
        const string input = """{"prompt": "Review: Nice\nTitle:", "gold": "5"}""";
        string[] arguments =
        [
            "--model", Models.Plain, "--grid", "1..5", "--chains", "3", "--bridge", "\\nStars:", "--stop", "\\n", "--max-tokens", "8",
        ];
        var decoded = await CommandRun.Of(input, ["decode", "-", "--metric", "squared-error", .. arguments]);
        var other = await CommandRun.Of(input, ["decode", "-", "--metric", "squared-error", .. arguments, "--seed", "2"]);
        var generated = await CommandRun.Of(input, ["generate", "-", .. arguments]);
        var evaluated = await CommandRun.Of(input, ["evaluate", "-", "--metric", "squared-error", "--json", .. arguments]);
        Assert.That(
            (decoded.ExitCode, other.ExitCode, generated.ExitCode, evaluated.ExitCode),
            Is.EqualTo((0, 0, 0, 0)),
            decoded.Error + generated.Error + evaluated.Error);
        Assert.Multiple(() =>
        {
            Assert.That(decoded.Json[0].GetProperty("chains").GetInt32(), Is.EqualTo(3));
            Assert.That(decoded.Json[0].GetProperty("outsideGrid").GetDouble(), Is.LessThan(.1), "the bridge leads to stars");
            Assert.That(other.Output, Is.Not.EqualTo(decoded.Output));
            Assert.That(
                LogProbabilities(generated.Json[0].GetProperty("candidates")),
                Is.EqualTo(LogProbabilities(decoded.Json[0].GetProperty("grid"))));
            var rmse = evaluated.Json[0].GetProperty("scores").EnumerateArray()
                .Single(score => score.GetProperty("rule").GetString() == "best expected squared-error")
                .GetProperty("value").GetDouble();
            Assert.That(rmse, Is.EqualTo(5 - decoded.Json[0].GetProperty("value").GetDouble()).Within(1e-9));
        });

        static double[] LogProbabilities(JsonElement answers) =>
            [.. answers.EnumerateArray().Select(answer => answer.GetProperty("logprob").GetDouble())];
    }

    [TestCase("decode", "--metric", "squared-error")]
    [TestCase("generate")]
    [TestCase("evaluate", "--metric", "squared-error")]
    public async Task Rejects_grid_answers_that_are_prefixes_of_others(params string[] arguments)
    {
        var run = await CommandRun.Of(
            """{"prompt": "Review: Nice\nTitle: Nice\nStars:", "gold": "5"}""",
            [arguments[0], "-", "--model", Models.Plain, .. arguments[1..], "--grid", "1..10"]);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Not.Zero);
            Assert.That(run.Error, Does.Contain("line 1: The tokens of '1' begin those of '10', so their probabilities overlap."));
        });
    }

    [Test]
    public async Task Keeps_drops_or_refuses_samples_without_an_answer()
    {
        string[] arguments = ["decode", "--metric", "exact-match", "--first", "1", "-n", "8", "--max-tokens", "1"];
        var kept = await CommandRun.Of("", arguments);
        var dropped = await CommandRun.Of("", [.. arguments, "--truncated", "drop"]);
        var refused = await CommandRun.Of("", [.. arguments, "--truncated", "refuse"]);
        Assert.Multiple(() =>
        {
            Assert.That(kept.Json[0].GetProperty("truncated").GetInt32(), Is.EqualTo(8), kept.Error);
            Assert.That(
                dropped.Error,
                Does.Contain("line 1: None of 8 samples can vote (").And.Contain(" empty, 8 truncated, 0 refused, 0 without an answer)."));
            Assert.That(
                refused.Error,
                Does.Contain("line 1: Sample 0 was cut off at the token limit, which DecodingOptions.Samples refuses."));
        });
    }

    [Test]
    public async Task Early_stop_checks_after_each_block()
    {
        const string input = """{"prompt": "Review: Love it\nTitle: Love it\nStars:"}""";
        var run = await CommandRun.Of(
            input, "decode", "-", "--model", Models.Plain, "--metric", "exact-match", "-n", "64", "--max-tokens", "1", "--early-stop",
            "0.6", "--early-stop-block", "5");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json[0].GetProperty("stoppedEarly").GetBoolean());
        Assert.That(run.Json[0].GetProperty("drawn").GetInt32(), Is.LessThan(64).And.Matches<int>(drawn => drawn % 5 == 0));
    }

    [Test]
    public async Task A_risk_or_a_left_out_self_pair_ranks_candidates_as_select_does()
    {
        string[] draw = ["--first", "2", "-n", "10"];
        string[] select = ["--metric", "token-f1", "--risk", "cvar:0.25", "--self", "exclude"];
        var drawn = await CommandRun.Of("", ["generate", .. draw]);
        var selected = await CommandRun.Of(drawn.Output, ["select", "-", .. select]);
        var decoded = await CommandRun.Of("", ["decode", .. select, .. draw]);
        var stars = await CommandRun.Of("", "decode", "--metric", "absolute-error", "--risk", "worst", "--first", "1");
        Assert.That(
            (selected.ExitCode, decoded.ExitCode, stars.ExitCode), Is.EqualTo((0, 0, 0)), selected.Error + decoded.Error + stars.Error);
        Assert.That(
            decoded.Json.Select(line => line.GetProperty("ranking").ToString()),
            Is.EqualTo(selected.Json.Select(line => line.GetProperty("ranking").ToString())));
        Assert.That(stars.Json[0].GetProperty("text").GetString(), Is.EqualTo("3"), "the middle of 1..5 has the least largest error");
    }

    [Test]
    public async Task Evaluate_compares_rules_on_given_candidates_without_a_model()
    {
        const string input = """
            {"candidates": ["a b", "a b c", "x"], "gold": "a b c"}
            {"candidates": ["x", "y z", "y"], "gold": "y"}
            {"candidates": ["x"]}
            """;
        var run = await CommandRun.Of(input, "evaluate", "-", "--metric", "token-f1", "--json", "--model", "missing.onnx");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadLines), run.Error);
            Assert.That(run.Error, Does.Contain("line 3: the right answer is missing; name its field with --gold"));
            Assert.That(run.Json[0].GetProperty("items").GetInt32(), Is.EqualTo(2));
            var oracle = run.Json[0].GetProperty("scores").EnumerateArray().Single(
                score => score.GetProperty("rule").GetString() == "oracle");
            Assert.That(oracle.GetProperty("value").GetDouble(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Evaluate_votes_on_extracted_answers()
    {
        const string input = """
            {"candidates": ["so it is 4", "4.0, I think", "2 + 2 is 5", "who knows"], "gold": "4"}
            {"candidates": ["who knows"], "gold": "4"}
            """;
        var run = await CommandRun.Of(input, "evaluate", "-", "--metric", "exact-match", "--json", "--extract", "first-number");
        var refused = await CommandRun.Of(
            input, "evaluate", "-", "--metric", "exact-match", "--json", "--extract", "first-number", "--unanswered", "refuse");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Json[0].GetProperty("items").GetInt32(), Is.EqualTo(2));
            Assert.That(Score(run, "majority"), Is.EqualTo(.5));
            Assert.That(refused.ExitCode, Is.EqualTo(ExitCode.BadLines));
            Assert.That(
                refused.Error,
                Does.Contain(
                    "line 2: None of 1 candidates has an answer by 'first-number'. Draw more, or extract it in another way."));
            Assert.That(refused.Json[0].GetProperty("items").GetInt32(), Is.EqualTo(1));
            Assert.That(Score(refused, "majority"), Is.EqualTo(1));
            Assert.That(Score(refused, "one sample"), Is.EqualTo(2 / 3.0).Within(1e-12));
        });

        static double Score(CommandRun run, string rule) => run.Json[0].GetProperty("scores").EnumerateArray()
            .Single(score => score.GetProperty("rule").GetString() == rule).GetProperty("value").GetDouble();
    }

    [TestCase(
        "Invalid value 'prompts.txt' for --model: expected a file that ends in .gguf or .onnx, or openai:NAME for a service.",
        "--model", "prompts.txt")]
    [TestCase(
        "Invalid grid '5..1': expected LOW..HIGH or LOW..HIGH:STEP with LOW <= HIGH and a positive STEP.",
        "--grid", "5..1")]
    [TestCase(
        "Invalid value '2' for SamplingOptions.TopP: expected a number above 0 and at most 1. Use 1 to keep all tokens. " +
        "In the tool: --top-p.",
        "--top-p",
        "2")]
    [TestCase(
        "Invalid value '2' for EarlyStop.Probability: expected a number above 0.5 and below 1. The usual value is 0.95.",
        "--metric", "token-f1", "--early-stop", "2")]
    [TestCase(
        "Invalid value '0' for DecodingOptions.DecisionTemperature: expected a positive finite number. Use 1 to leave the votes as they " +
        "are.",
        "--metric", "token-f1", "--decision-temperature", "0")]
    [TestCase(
        "--extract applies to drawn candidates only; a grid's answers are scored instead. Leave --extract out, or decode without a grid.",
        "--grid", "1..5", "--extract", "last-number")]
    [TestCase(
        "--truncated applies to drawn candidates only; a grid's answers are scored instead. Leave --truncated out, or decode without a "
        + "grid.",
        "--grid", "1..5", "--truncated", "drop")]
    [TestCase("--chains requires --grid. Add it, e.g. --grid 1..5, or leave --chains out.", "--metric", "token-f1", "--chains", "3")]
    [TestCase(
        "--early-stop-block requires --early-stop. Add it, e.g. --early-stop 0.95, or leave --early-stop-block out.",
        "--metric", "token-f1", "--early-stop-block", "8")]
    [TestCase(
        "Invalid value '1' for --early-stop-block: expected a whole number of at least 2.",
        "--metric", "token-f1", "--early-stop", "0.9", "--early-stop-block", "1")]
    [TestCase(
        "--gpu-layers applies to .gguf models only; 'other.onnx' is not one. Choose one with --model, or leave --gpu-layers out.",
        "--model", "models/other.onnx", "--gpu-layers", "3")]
    [TestCase(
        "--cache applies to .gguf models only; 'other.onnx' is not one. Choose one with --model, or leave --cache out.",
        "--model", "models/other.onnx", "--cache", "half")]
    [TestCase(
        "--provider applies to .onnx models only; 'other.gguf' is not one. Choose one with --model, or leave --provider out.",
        "--model", "models/other.gguf", "--provider", "cuda")]
    [TestCase(
        "Invalid value 'gpu' for --provider: expected one of cpu, cuda, directml; did you mean 'cpu'?",
        "--model", "a.onnx", "--provider", "gpu")]
    [TestCase("Invalid value 'yes' for --chat: expected one of auto, on, off.", "--chat", "yes")]
    [TestCase("Invalid value 'star' for --sample: expected one of titles, stars, records; did you mean 'stars'?", "--sample", "star")]
    [TestCase("Invalid value '-1' for --gpu-layers: expected a whole number of at least 0.", "--model", "a.gguf", "--gpu-layers", "-1")]
    [TestCase("Invalid value '1' for --context: expected a whole number of at least 2.", "--model", "a.gguf", "--context", "1")]
    [TestCase(
        "Invalid value 'full' for --cache: expected one of half, exact.",
        "--model", "a.gguf", "--cache", "full")]
    [TestCase(
        "Invalid value 'ignore' for --empty: expected one of keep, drop, refuse.",
        "--metric", "token-f1", "--empty", "ignore")]
    [TestCase("Invalid value '0' for -n: expected a whole number of at least 1.", "-n", "0")]
    public async Task Rejects_wrong_usage_before_drawing(string message, params string[] arguments)
    {
        var run = await CommandRun.Of(
            "", ["decode", .. arguments.Contains("--metric") ? arguments : ["--metric", "squared-error", .. arguments]]);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Usage));
            Assert.That(run.Error.Trim(), Is.EqualTo(message));
            Assert.That(run.Output, Is.Empty);
        });
    }

    [Test]
    public async Task Reports_a_prompt_that_cannot_be_decoded_and_decodes_the_rest()
    {
        var tooLong = JsonSerializer.Serialize(new { id = "long", prompt = string.Concat(Enumerable.Repeat("word ", 2000)) });
        var run = await CommandRun.Of(
            "{\"id\": \"q\", \"prompt\": \"Review: Nice\\nTitle:\"}\n"
                + tooLong
                + "\n{\"id\": \"none\"}\n{\"id\": \"q\", \"prompt\": \"x\"}\n",
            "decode", "-", "--model", Models.Plain, "--metric", "token-f1", "-n", "4", "--max-tokens", "8", "--stop", "\\n");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.BadLines));
            Assert.That(run.Json, Has.Count.EqualTo(1));
            Assert.That(
                run.Error,
                Does.Contain("line 2: The prompt has ").And.Contain("line 3: 'prompt' is missing")
                    .And.Contain("line 4: id 'q' was used on line 1"));
        });
    }

    [Test]
    public async Task Evaluates_records_by_one_of_their_fields()
    {
        var run = await CommandRun.Of(
            "", "evaluate", "--sample", "records", "--metric", "absolute-error", "--extract", "json:$.age", "--gold", "age", "-n", "8",
            "--first", "20", "--bootstrap", "20", "--json");
        Assert.That(run.ExitCode, Is.AnyOf(ExitCode.Done, ExitCode.BadLines), run.Error);
        Assert.That(run.Json[0].GetProperty("items").GetInt32(), Is.AtLeast(15), run.Error);
    }

    [Test]
    public async Task Records_require_an_instruct_model_and_a_named_right_answer()
    {
        var plain = await CommandRun.Of("", "generate", "--sample", "records", "--model", Models.Plain);
        var several = await CommandRun.Of("", "evaluate", "--sample", "records", "--metric", "exact-match");
        Assert.Multiple(() =>
        {
            Assert.That((plain.ExitCode, several.ExitCode), Is.EqualTo((ExitCode.Usage, ExitCode.Usage)));
            Assert.That(
                plain.Error,
                Does.StartWith("--sample records requires a chat template; LLamaSharp (CPU")
                    .And.Contain("has none. Use an instruct model, or --sample titles."));
            Assert.That(
                several.Error,
                Does.StartWith("A record has several right answers; name the one to compare, e.g. --gold stars --extract json:$.stars."));
        });
    }

    [Test]
    public async Task Both_forms_of_a_model_give_the_same_table()
    {
        string[] arguments = ["evaluate", "--metric", "squared-error", "--metric", "absolute-error", "--first", "200", "--bootstrap", "50"];
        var gguf = await CommandRun.Of("", arguments);
        var onnx = await CommandRun.Of("", [.. arguments, "--model", Models.ChatOnnx]);
        var plain = await CommandRun.Of("", [.. arguments, "--model", Models.Plain]);
        var plainOnnx = await CommandRun.Of("", [.. arguments, "--model", Models.PlainOnnx]);
        Assert.That((onnx.Output, plainOnnx.Output), Is.EqualTo((gguf.Output, plain.Output)), onnx.Error + gguf.Error);
        Assert.That(gguf.Output, Is.Not.EqualTo(plain.Output));
    }

    [Test]
    public async Task Accepts_a_63_bit_seed_and_rejects_a_required_GPU_on_the_CPU_engine()
    {
        var run = await CommandRun.Of(
            "", "decode", "--metric", "token-f1", "--first", "1", "-n", "2", "--max-tokens", "4", "--seed", "3000000000");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Done), run.Error);
        run = await CommandRun.Of("", "decode", "--metric", "token-f1", "--first", "1", "--seed", "-1");
        Assert.That(run.Error, Does.Contain("Invalid value '-1' for --seed: expected a whole number from 0 to 9223372036854775807."));
        run = await CommandRun.Of("", "decode", "--metric", "token-f1", "--first", "1", "--require-gpu", "--engine", "cpu");
        Assert.That(
            (run.ExitCode, run.Error),
            Is.EqualTo(
                (
                    ExitCode.Usage,
                    "Invalid value \'cpu\' for SelectionOptions.Engine: expected auto or a device where RequireGpu is true.\n")));
    }
}
