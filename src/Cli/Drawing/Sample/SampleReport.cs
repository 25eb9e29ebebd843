using System.Globalization;
using Accelerated.Cli.Input;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>What <c>decode</c> shows without a file and a metric: on the sample reviews, what metric-aware inference gains.</summary>
internal sealed class SampleReport(ToolStreams streams, OpenedModel model, DrawNotes notes)
{
    /// <summary>What the tables do not show by themselves.</summary>
    public const string Remarks = """

        Differences are from the first row of each table, with 95 % intervals by resampling the reviews; one whose interval includes 0 may be chance.
        Stars rest on the model's own probabilities of 1 to 5: nothing is left to sampling. Titles rest on 48 samples at temperature 1 and one seed, and
        the greedy title is none of them: a rule chooses among the samples only, and a model may hold its best title where it is most certain.
        --temperature 0.7 draws nearer to it. A model of 0.9 million parameters writes poor titles; what counts is the difference between the rules.

        """;

    private readonly BadLines _bad = new(streams.Error.WriteLine);

    /// <summary>Compares the rules on one of the sample's tasks.</summary>
    /// <returns>The table.</returns>
    public async Task<string> RunAsync(DrawPlan plan, string title, IReadOnlyList<Metric> metrics, CancellationToken cancellation)
    {
        using var input = InputSource.Open(SampleTask.File, streams.Input, cancellation);
        var prompts = new PromptFile(input, _bad, plan, acceptsCandidates: false);
        using var evaluation = new Evaluation(new EvaluationOptions(metrics) { Weights = plan.Grid is null ? WeightSource.Uniform : WeightSource.Given });
        await foreach (var (_, drawn) in PromptRun.RunAsync(prompts, _bad, new PromptProblem(model, plan, notes).DrawAsync, cancellation).ConfigureAwait(false))
        {
            evaluation.Add(drawn.Problem, drawn.Greedy);
        }

        var report = evaluation.Report();
        return ReportTable.Text(report, string.Create(CultureInfo.InvariantCulture, $"{title}, {report.Items} reviews"));
    }

    /// <summary>Sums up what could not be drawn.</summary>
    /// <returns>The exit code.</returns>
    public int Finish()
    {
        notes.Finish();
        return _bad.Finish(0);
    }
}
