using System.Text.Json;
using System.Text.RegularExpressions;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Cli.Tests;

public sealed class ListingTests
{
    [Test]
    public async Task Metrics_lists_every_metric_with_its_properties()
    {
        var run = await CommandRun.Of("", "metrics", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var metrics = run.Json.Single().EnumerateArray().ToDictionary(metric => metric.GetProperty("name").GetString()!);
        Assert.That(metrics.Keys, Is.EquivalentTo(MetricCatalogue.Definitions.Select(definition => definition.Name)));
        Assert.That(metrics["token-f1"].GetProperty("direction").GetString(), Is.EqualTo("higher"));
        Assert.That(metrics["token-f1"].GetProperty("closedForm").GetBoolean(), Is.True);
        Assert.That(metrics["wer"].GetProperty("maximum").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(metrics["wer"].GetProperty("symmetric").GetBoolean(), Is.False);
        Assert.That(metrics["chrf++"].GetProperty("signature").GetString(), Does.StartWith("chrF2++|nrefs:1|case:mixed|eff:yes|nc:6|nw:2"));
        Assert.That(metrics["wer"].TryGetProperty("signature", out _), Is.False);
        Assert.That(metrics["huber"].GetProperty("options")[0].GetProperty("name").GetString(), Is.EqualTo("delta"));

        var table = await CommandRun.Of("", "metrics");
        Assert.That(table.Output, Does.Contain("better").And.Contain("chrf++").And.Contain("0..100").And.Contain("delta=1"));
    }

    [Test]
    public async Task Engines_lists_every_engine_with_a_reason_if_unavailable()
    {
        var run = await CommandRun.Of("", "engines", "--json");
        var engines = run.Json.Single().EnumerateArray().ToList();
        foreach (var name in new[] { "cpu", "simulator", "reference" })
        {
            Assert.That(
                engines.Single(engine => engine.GetProperty("name").GetString() == name).GetProperty("available").GetBoolean(), Is.True);
        }

        foreach (var engine in engines)
        {
            Assert.That(engine.GetProperty("available").GetBoolean() || engine.GetProperty("remark").GetString()!.Length > 0, Is.True);
        }

        var table = await CommandRun.Of("", "engines");
        Assert.That(table.Output, Does.Contain("available").And.Contain("cuda"));
    }

    [Test]
    [NonParallelizable] // the file is named by the environment
    public async Task Calibrate_saves_loads_and_plots()
    {
        using var folder = new TemporaryFolder();
        var file = folder["calibration.json"];
        var before = Environment.GetEnvironmentVariable(Calibration.FileVariable);
        Environment.SetEnvironmentVariable(Calibration.FileVariable, file);
        try
        {
            var nothing = await CommandRun.Of("", "engines", "--plot", folder["nothing.svg"]);
            Assert.That((nothing.ExitCode, nothing.Output), Is.EqualTo((1, "")));
            Assert.That(nothing.Error, Does.StartWith("Nothing to plot: not calibrated").And.EndWith(".\n"));
            Assert.That(nothing.Error.Split("'accelerated engines --calibrate'"), Has.Length.EqualTo(2), nothing.Error);
            var table = (await CommandRun.Of("", "engines")).Output;
            Assert.That(table, Does.Contain("by estimates: not calibrated"));
            Assert.That(Regex.Count(table, "engines\\s+--calibrate'"), Is.EqualTo(1), table);

            var run = await CommandRun.Of("", "engines", "--calibrate", "--plot", folder["crossover.svg"]);
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Error, Is.EqualTo($"Calibration saved to {file}.\n"));
            Assert.That(run.Output, Does.Contain("edit distance, 48 tokens").And.Contain("by the calibration of 20"));
            Assert.That(
                File.ReadAllText(folder["crossover.svg"]), Does.StartWith("<svg ").And.Contain("log-cosh of numbers").And.Contain("CPU"));

            await File.WriteAllTextAsync(file, "{");
            Assert.That((await CommandRun.Of("", "engines", "--json")).Output, Does.Contain("calibration.json is not a calibration"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Calibration.FileVariable, before);
        }
    }

    [TestCase("cpu", "levenshtein", 9 * 9 + 4)]
    [TestCase("reference", "token-f1", 9 + 4)]
    [TestCase("simulator", "levenshtein", 9 * 9 + 4)]
    public async Task Bench_reports_work_and_times(string engine, string metric, long cells)
    {
        var run = await CommandRun.Of(
            """
            {"candidates": ["kitten", "a", "bc"]}
            {"candidates": ["x", "y"]}
            """,
            "bench", "--metric", metric, "--engine", engine, "--threads", "1", "--repeat", "2", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var result = run.Json.Single();
        Assert.That(result.GetProperty("metric").GetString(), Is.EqualTo(metric));
        Assert.That(result.GetProperty("engine").GetString(), Is.EqualTo(engine));
        Assert.That(result.GetProperty("device").GetString(), Is.Not.Empty);
        Assert.That(result.GetProperty("threads").GetInt32(), Is.EqualTo(1));
        Assert.That(result.GetProperty("problems").GetInt32(), Is.EqualTo(2));
        Assert.That(result.GetProperty("pairs").GetInt64(), Is.EqualTo(13));
        Assert.That(result.GetProperty("cells").GetInt64(), Is.EqualTo(cells));
        foreach (var step in new[] { "encode", "matrix", "risk" })
        {
            var seconds = result.GetProperty(step);
            Assert.That(
                seconds.GetProperty("min").GetDouble(), Is.Positive.And.LessThanOrEqualTo(seconds.GetProperty("median").GetDouble()));
        }

        Assert.That(
            result.TryGetProperty("warmUp", out var warmUp), Is.EqualTo(engine == "simulator"), "only a device is opened and compiled for");
        if (engine == "simulator")
        {
            Assert.That(
                new[] { warmUp.GetProperty("opening").GetDouble(), warmUp.GetProperty("compilation").GetDouble() }, Is.All.Positive);
        }

        Assert.That(result.GetProperty("versions").GetProperty("runtime").GetString(), Does.StartWith(".NET"));
    }

    [Test]
    public async Task Bench_fails_without_a_problem()
    {
        var run = await CommandRun.Of("", "bench", "--metric", "chrf");
        Assert.That(
            run, Is.EqualTo(new CommandRun(1, "", "standard input contains no problem that can be measured. Provide at least one.\n")));
    }
}
