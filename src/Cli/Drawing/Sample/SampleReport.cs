using System.Globalization;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Inference.Evaluating;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>The tables of <c>decode</c> without arguments: the gain of metric-aware inference on the sample reviews.</summary>
internal sealed class SampleReport(ToolStreams streams, Screen screen, OpenedModel model, DrawNotes notes)
{
    /// <summary>Notes below the tables.</summary>
    public const string Remarks = """

        Differences are from the first row of each table, with 95 % intervals by resampling the reviews.
        A difference whose interval includes 0 may be chance.
        Stars: the model's probabilities of 1 to 5 are exact, without sampling.
        Titles: 48 samples at temperature 1 with one seed. The greedy title is not among them, and a rule chooses among the samples only.
        With --temperature 0.7 the samples are closer to the greedy title.
        A model of 0.9 million parameters writes poor titles; the difference between the rules is what matters.

        """;

    private readonly BadLines _bad = new(streams.Error.WriteLine, new InputNotes());

    /// <summary>Compares the rules on one of the sample's tasks.</summary>
    /// <returns>The table.</returns>
    public async Task<string> RunAsync(
        DrawPlan plan, string title, IReadOnlyList<Metric> metrics, Progress progress, CancellationToken cancellation)
    {
        using var input = InputSource.Open(SampleTask.File, streams, new InputSettings { Use = InputUse.Prompts }, cancellation);
        var prompts = new PromptFile(input, _bad, plan, acceptsCandidates: false);
        var weights = plan.Grid is null ? WeightSource.Uniform : WeightSource.Given;
        using var evaluation = new Evaluation(new EvaluationOptions(metrics) { Weights = weights });
        var problems = new PromptProblem(model, plan, notes);
        var (done, all) = (0L, Math.Min(plan.First, File.ReadLines(SampleTask.File).Count()));
        await foreach (var (_, drawn) in PromptRun.RunAsync(prompts, _bad, problems.DrawAsync, cancellation).ConfigureAwait(false))
        {
            evaluation.Add(new EvaluationItem(drawn.Problem) { Greedy = drawn.Greedy }, cancellation);
            progress.Step(string.Create(CultureInfo.InvariantCulture, $"{title}: {++done} reviews"), done, all);
        }

        progress.Step($"{title}: intervals");
        var report = evaluation.Report(cancellation);
        return ReportTable.Text(report, string.Create(CultureInfo.InvariantCulture, $"{title}, {report.Items} reviews"), screen);
    }

    /// <summary>Reports what could not be drawn.</summary>
    /// <returns>The exit code.</returns>
    public int Finish()
    {
        notes.Finish();
        return _bad.Finish();
    }
}
