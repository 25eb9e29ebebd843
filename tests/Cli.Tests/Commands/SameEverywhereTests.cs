using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Cli.Tests;

/// <summary>The same file gives the same bytes on every engine and with any number of threads.</summary>
public sealed class SameEverywhereTests
{
    private const int Seed = 2026;

    private static readonly (string Engine, string Threads)[] Ways = [("cpu", "1"), ("cpu", "2"), ("auto", "2"), ("reference", "2")];

    private static IEnumerable<string> Metrics() => MetricCatalogue.Definitions.Select(definition => definition.Name);

    [TestCaseSource(nameof(Metrics))]
    public async Task Every_metric_selects_the_same(string metric)
    {
        var numeric = MetricCatalogue.Parse(metric).Family == MetricFamily.Numbers;
        await RequireSame(Sample.Lines(Seed, 6, numeric), "--metric", metric);
    }

    [TestCase("token-f1", "--weights", "logprob", "--self", "exclude")]
    [TestCase("chrf", "--weights", "given", "--risk", "cvar:0.3")]
    [TestCase("levenshtein", "--risk", "quantile:0.9", "--self", "exclude")]
    [TestCase("rouge-l", "--bootstrap", "50", "--seed", "3")]
    [TestCase("wer", "--risk", "worst", "--weights", "logprob", "--temperature", "2")]
    public async Task Every_option_selects_the_same(string metric, params string[] options) =>
        await RequireSame(Sample.Lines(Seed + 1, 8, numeric: false), ["--metric", metric, .. options]);

    // Two problems, because the simulator is slow; other tests sweep lengths and tiles.
    [TestCaseSource(nameof(Metrics))]
    public async Task The_simulator_selects_the_same(string metric)
    {
        var input = Sample.Lines(Seed + 2, 2, MetricCatalogue.Parse(metric).Family == MetricFamily.Numbers);
        var reference = await CommandRun.Of(input, "select", "--metric", metric, "--engine", "reference");
        var run = await CommandRun.Of(input, "select", "--metric", metric, "--engine", "simulator", "--require-gpu");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Json,
            Has.Count.EqualTo(2).And.All.Matches<JsonElement>(selection => selection.GetProperty("engine").GetString() == "simulator"));
        Assert.That(WithoutEngine(run.Output), Is.EqualTo(WithoutEngine(reference.Output)), $"seed {Seed + 2}");
    }

    private static async Task RequireSame(string input, params string[] options)
    {
        var first = await CommandRun.Of(input, ["select", "-", .. options, "--engine", "reference", "--threads", "1"]);
        Assert.That(first.ExitCode, Is.Zero, first.Error);
        Assert.That(first.Json, Is.Not.Empty);
        foreach (var (engine, threads) in Ways)
        {
            var run = await CommandRun.Of(input, ["select", "-", .. options, "--engine", engine, "--threads", threads]);
            Assert.That(
                WithoutEngine(run.Output), Is.EqualTo(WithoutEngine(first.Output)), $"engine {engine}, threads {threads}, seed {Seed}");
        }
    }

    // The engine's name and device end each line.
    private static string WithoutEngine(string output) =>
        string.Join(
            '\n',
            output.Split('\n').Select(line =>
                line.Contains(",\"engine\":", StringComparison.Ordinal)
                    ? line[..line.IndexOf(",\"engine\":", StringComparison.Ordinal)]
                    : line));
}
