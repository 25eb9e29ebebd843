using System.Text.RegularExpressions;
using Accelerated.Benchmarks;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Cli.Tests;

/// <summary>The standard measurements.</summary>
public sealed class JobTests
{
    [Test]
    public void Job_names_are_unique() => Assert.That(Job.All.Select(job => job.Name), Is.Unique);

    [Test]
    public void A_matrix_has_a_rate()
    {
        var figure = new MatrixRow("edit-distance", "levenshtein", SequenceKind.Letters, 16, 40)
            .Measure(new Bench(EngineChoice.Cpu, null), threads: 1);
        Assert.That(figure.Unit, Is.EqualTo("GCUPS"));
        var letters = SequenceInput.Make(SequenceKind.Letters, 16, 40).Sum(candidate => candidate.Text.Length);
        Assert.That(figure.Value * figure.Seconds.Min * 1e9, Is.EqualTo((double)letters * letters).Within(1).Percent);
        Assert.That(figure.Seconds.Min, Is.Positive.And.LessThanOrEqualTo(figure.Seconds.Median));
    }

    [Test]
    public void A_wrong_value_stops_the_measurement()
    {
        var candidates = SequenceInput.Make(SequenceKind.Letters, 16, 40);
        Assert.That(
            () => Correctness.Check(MetricCatalogue.Parse("levenshtein"), candidates, 16, new float[40 * 40]),
            Throws.InvalidOperationException.With.Message.Match(
                "levenshtein, row 0: value [0-9]+ is 0, expected [0-9]+; nothing was timed."));
    }

    [Test]
    public async Task The_tool_measures_a_job_by_its_name()
    {
        var run = await CommandRun.Of("", "bench", "--jobs", "small");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.StartWith("small: one problem of 16 candidates").And.Contain("token-f1 selection"));
        Assert.That(run.Output, Does.Match(new Regex(@"[0-9.]+ us, [0-9,]+ bytes")));
    }

    [Test]
    public void First_calls_are_measured_in_a_new_process()
    {
        var child = new ChildRun(typeof(Tool).Assembly, ["bench", "--json", "--jobs"]);
        var figures = child.Measure(FirstCallJob.FirstCall.Name, ("ACCELERATED_FIRST_CALL", "0"));
        Assert.That(
            figures.Select(figure => figure.Work),
            Is.EqualTo(new[] { "token-f1 selection, first", "token-f1 selection, mean of the next 9" }));
        Assert.That(figures.Select(figure => figure.Seconds.Min), Is.All.Positive);
        Assert.That(FirstCallJob.FirstCall.Measure(new Bench(EngineChoice.Cpu, null)), Is.Empty, "without a program to start");
    }

    [Test]
    public void A_child_process_measures_one_matrix_without_wide_vectors()
    {
        var child = new ChildRun(typeof(Tool).Assembly, ["bench", "--json", "--jobs"]);
        var figure = child.Measure(CpuJobs.Vectors.Name, ("ACCELERATED_VECTORS", "3"), ("DOTNET_EnableAVX512", "0")).Single();
        Assert.That((figure.Work, figure.Ratio), Is.EqualTo(("token-f1 matrix", (double?)null)));
        Assert.That(
            () => child.Measure("no-such-job", ("ACCELERATED_VECTORS", "3")),
            Throws.InvalidOperationException.With.Message.Contains("ACCELERATED_VECTORS=3"));
    }

    [Test]
    public async Task Rejects_an_unknown_job()
    {
        var run = await CommandRun.Of("", "bench", "--jobs", "edit-distanc");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(
            run.Error,
            Does.StartWith("Invalid value 'edit-distanc' for --jobs: expected one of edit-distance, ")
                .And.EndsWith("; did you mean 'edit-distance'?\n"));
    }

    [Test]
    public void A_device_reports_kernels_calls_and_warm_up_separately()
    {
        var figures = DeviceJobs.Device.Measure(new Bench(EngineChoice.Simulator, null)).Take(4).ToArray();
        Assert.That(figures.Select(figure => figure.Work), Is.EqualTo(new[]
        {
            "levenshtein expected values: opening the device", "levenshtein expected values: compiling its kernels",
            "levenshtein expected values: kernels", "levenshtein expected values: whole calls",
        }));
        Assert.That(figures.Select(figure => figure.Seconds.Min), Is.All.Positive);
        Assert.That(DeviceJobs.Device.Measure(new Bench(EngineChoice.Cpu, null)), Is.Empty);
    }

    [Test]
    public void A_plot_is_the_same_with_any_culture_and_marks_a_crossover()
    {
        var plot = LinePlot.Draw("times & more", [new PlotLine("a < b", [(10, 1e-3), (1000, 0.5)])], (100, "here"));
        Assert.That(
            plot,
            Does.StartWith("<svg ").And.EndWith("</svg>\n").And.Contain("times &amp; more").And.Contain("a &lt; b").And.Contain("here"));
        Assert.That(plot, Does.Contain("10 us").Or.Contain("1 ms").And.Contain("1 s"));
    }
}
