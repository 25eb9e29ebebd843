using Accelerated.Cli.Commands;

namespace Accelerated.Cli.Tests;

/// <summary>Wrong usage exits with 2 before any input is read, and suggests the name that was most likely meant.</summary>
public sealed class UsageTests
{
    [TestCase("A command is required.\nSee 'accelerated --help'.\n")]
    [TestCase("Unknown command 'selct'; did you mean 'select'?\nSee 'accelerated --help'.\n", "selct", "x.jsonl")]
    [TestCase("Unknown option '--metrc'; did you mean '--metric'?\nSee 'accelerated select --help'.\n", "select", "--metrc", "chrf")]
    [TestCase(
        "Unknown option '--thread'; did you mean '--threads'?\nSee 'accelerated select --help'.\n",
        "select", "--thread", "--metric", "chrf")]
    [TestCase(
        "Unknown command 'draw'; expected one of select, matrix, score, metrics, engines, bench, decode, generate, evaluate, "
        + "report, merge, serve, doctor, help.\nSee 'accelerated --help'.\n",
        "draw")]
    [TestCase(
        "Unknown option '--xyz'; expected one of --json, --help, --quiet, --verbose, --config.\nSee 'accelerated metrics --help'.\n",
        "metrics", "--xyz")]
    [TestCase("Unknown metric 'foo'. Run 'accelerated metrics' for the list.\n", "select", "-m", "foo")]
    [TestCase("Unknown engine 'tpu9'. Run 'accelerated engines' for the list.\n", "select", "-m", "chrf", "--engine", "tpu9")]
    [TestCase("Unknown command 'selec'; did you mean 'select'?\n", "help", "selec")]
    [TestCase("Option '--metric' is required.\nSee 'accelerated select --help'.\n", "select", "x.jsonl")]
    [TestCase(
        "Unexpected argument 'b'; 'accelerated select' takes one FILE, or '-'.\nSee 'accelerated select --help'.\n",
        "select", "a", "b", "--metric", "chrf")]
    [TestCase("Option '--metric' requires a value, NAME.\nSee 'accelerated select --help'.\n", "select", "--metric")]
    [TestCase(
        "Option '--metric' is given 2 times; give it once.\nSee 'accelerated select --help'.\n",
        "select", "--metric", "chrf", "--metric", "bleu")]
    [TestCase(
        "huber has no option 'dleta'; did you mean 'delta'? It takes delta, missing, number, numbers, magnitudes.\n",
        "score", "--metric", "huber:dleta=1")]
    [TestCase(
        "Invalid value 'cand' for --rule: expected one of candidates, bayes, consensus.\n",
        "select", "--metric", "chrf", "--rule", "cand")]
    [TestCase(
        "Invalid value 'logprobs' for --weights: expected one of uniform, logprob, logprob-per-token, given; did you mean 'logprob'?\n",
        "select", "--metric", "chrf", "--weights", "logprobs")]
    [TestCase("Invalid value '0' for --top: expected a whole number of at least 1.\n", "select", "--metric", "chrf", "--top", "0")]
    [TestCase(
        "Invalid value '99999999999' for --top: expected a whole number of at most 2147483647.\n",
        "select", "--metric", "chrf", "--top", "99999999999")]
    [TestCase(
        "-n has no effect on the table that 'decode' prints without --metric. Add --metric NAME, or leave -n out.\n",
        "decode", "-n", "7")]
    [TestCase(
        "--require-gpu has no effect on the table that 'decode' prints without --metric. Add --metric NAME, or leave --require-gpu out.\n",
        "decode", "--require-gpu")]
    [TestCase("Invalid value 'x' for --temperature: expected a number, e.g. 0.5.\n", "select", "--metric", "chrf", "--temperature", "x")]
    [TestCase(
        "Invalid value 'two' for --threads: expected a whole number of at least 1.\n",
        "select", "--metric", "chrf", "--threads", "two")]
    [TestCase(
        "'bench' measures either a FILE (with --metric NAME) or the standard jobs (with --jobs all). Give one of the two.\n",
        "bench", "-")]
    [TestCase(
        "'bench' measures either a FILE (with --metric NAME) or the standard jobs (with --jobs all). Give one of the two.\n",
        "bench", "-", "--jobs", "all")]
    [TestCase(
        "'bench' measures either a FILE (with --metric NAME) or the standard jobs (with --jobs all). Give one of the two.\n",
        "bench", "--jobs", "all", "--metric", "chrf")]
    [TestCase(
        "--threads applies to a FILE only; the standard jobs have their own settings. Leave --threads out, or add --metric NAME.\n",
        "bench", "--jobs", "all", "--threads", "1")]
    [TestCase("Invalid value '0' for --repeat: expected a whole number of at least 1.\n", "bench", "--metric", "chrf", "--repeat", "0")]
    public async Task Rejects_a_wrong_command_line(string message, params string[] arguments)
    {
        var run = await CommandRun.Of("not read", arguments);
        Assert.That(run.Error.ReplaceLineEndings("\n"), Is.EqualTo(message));
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Output, Is.Empty);
    }

    [TestCase("Unknown command 'x.jsonl'; expected one of select, ", "x.jsonl", "--metric", "chrf")]
    [TestCase("Unknown option '--limit'; it is none of the ", "decode", "--limit", "3")]
    public async Task Says_what_is_unknown_and_lists_names_only_where_they_are_few(string start, params string[] arguments)
    {
        var run = await CommandRun.Of("not read", arguments);
        Assert.That(run.Error, Does.StartWith(start).And.Contain("See 'accelerated").And.Length.LessThan(250));
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
    }

    [TestCase("Unknown metric 'token-fl'; did you mean 'token-f1'?", "'accelerated metrics'", "select", "--metric", "token-fl")]
    [TestCase("Unknown metric 'token-fl'; did you mean 'token-f1'?", "'accelerated metrics'", "evaluate", "--metric", "token-fl")]
    [TestCase("Unknown engine 'gpu'; did you mean 'cpu'?", "'accelerated engines'", "select", "--metric", "chrf", "--engine", "gpu")]
    [TestCase("", "'accelerated engines'", "matrix", "--metric", "chrf", "--engine", "cuda:64", "--output", "x")]
    public async Task Names_the_command_that_lists_the_known_names_once(string start, string command, params string[] arguments)
    {
        var run = await CommandRun.Of("not read", arguments);
        Assert.That(run.Error, Does.StartWith(start).And.Match("^[^\n]*\n$"));
        Assert.That(run.Error.Split(command), Has.Length.EqualTo(2), run.Error);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
    }

    [Test]
    public async Task Rejects_an_unknown_risk()
    {
        var run = await CommandRun.Of("", "select", "--metric", "chrf", "--risk", "cvar:7");
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith("Invalid risk 'cvar:7': expected a level above 0 and at most 1."));
    }

    [TestCase("select", "--weights <uniform|logprob|logprob-per-token|given>", "Exit code: 0 success")]
    [TestCase("matrix", "--output <DIR>", "NumPy")]
    [TestCase("score", "--metric <NAME>", "\"hypothesis\"")]
    [TestCase("metrics", "--json", "accelerated metrics --json")]
    [TestCase("engines", "--json", "accelerated engines")]
    [TestCase("bench", "--repeat <R>", "\"cells\"")]
    [TestCase("decode", "--grid <GRID>", "\"prompt\"", "Default: the sample reviews")]
    [TestCase("generate", "-n <N>", "\"prompt\"", "Default: the sample reviews")]
    [TestCase("evaluate", "--gold <FIELD>", "\"gold\"", "Default: the sample reviews")]
    public async Task Help_explains_options_formats_and_gives_an_example(string command, params string[] parts)
    {
        var run = await CommandRun.Of("", command, "--help");
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Error, Is.Empty);
        Assert.That(run.Output, Does.Contain("Example"));
        foreach (var part in parts)
        {
            Assert.That(run.Output, Does.Contain(part));
        }
    }

    [TestCase("select")]
    [TestCase("serve")]
    public async Task The_command_help_shows_what_the_option_does(string command) => Assert.That(
        await CommandRun.Of("", "help", command), Is.EqualTo(await CommandRun.Of("", command, "--help")).And.Property("ExitCode").Zero);

    [Test]
    public void Every_option_of_a_command_is_in_a_group()
    {
        using var nothing = new MemoryStream();
        var root = Tool.Root(new ToolStreams(nothing, nothing, TextWriter.Null, ErrorIsTerminal: false), new GeneralOptions());
        foreach (var command in root.Subcommands)
        {
            var general = OptionGroups.Of(command).Single(group => group.Title == "General").Options;
            string[] expected = ["--help", "--quiet", "--verbose", "--config"];
            Assert.That(general.Select(option => option.Name), Is.EquivalentTo(expected), command.Name);
        }
    }

    [TestCase("accelerated sel", "select")]
    [TestCase("accelerated select --metric ", "token-f1")]
    [TestCase("accelerated select -m chr", "chrf++")]
    [TestCase("accelerated select --rule ", "bayes")]
    [TestCase("accelerated select --engine cu", "cuda")]
    [TestCase("accelerated select --format p", "parquet")]
    [TestCase("accelerated evaluate --sources ", "position")]
    [TestCase("accelerated help dec", "decode")]
    public async Task Completes_names_and_values(string line, string expected)
    {
        var run = await CommandRun.Of("", $"[suggest:{line.Length}]", line);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output.ReplaceLineEndings("\n").Split('\n'), Does.Contain(expected));
    }

    [Test]
    public async Task A_quiet_run_writes_only_errors()
    {
        const string line = "{\"candidates\": [\"a\", null, \"b\"], \"prob\": 1}\nbad\n";
        var usual = await CommandRun.Of(line, "select", "-m", "exact-match", "--engine", "cuda:63");
        var quiet = await CommandRun.Of(line, "select", "-m", "exact-match", "--engine", "cuda:63", "-q");
        Assert.That(usual.Error, Does.Contain("1 candidate is null").And.Contain("The CPU took over from cuda:63 in 1 of 1 problems: "));
        Assert.That(quiet.Error, Is.EqualTo("line 2: invalid JSON at byte 1\n1 bad line was skipped; the rest was processed.\n"));
        Assert.That((quiet.ExitCode, quiet.Output), Is.EqualTo((usual.ExitCode, usual.Output)));
    }

    [Test]
    public async Task A_verbose_run_says_which_engine_was_chosen_and_why()
    {
        var run = await CommandRun.Of("{\"candidates\": [\"a\", \"b b\"]}", "select", "-m", "token-f1", "-v");
        Assert.That(run.Error, Does.Match(@"(?m)^Engine: cpu \(.+\), 1 of 1 problems\.$"));
        Assert.That(run.Error, Does.Match(@"(?m)^Why: auto decides .+\.$").And.Match(@"(?m)^Time: \d+\.\d\d s\.$"));
    }

    [Test]
    public async Task Root_help_lists_the_commands()
    {
        var run = await CommandRun.Of("", "--help");
        Assert.That(run.ExitCode, Is.Zero);
        foreach (var command in new[] { "select", "matrix", "score", "metrics", "engines", "bench" })
        {
            Assert.That(run.Output, Does.Match($@"(?m)^  {command}\b"));
        }
    }
}
