using System.Globalization;
using Accelerated.Cli.Input;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>What <c>decode</c> shows without a file and a metric: on the sample reviews, what metric-aware inference gains.</summary>
internal sealed class SampleReport(ToolStreams streams, ICandidateSource source, IContinuationScorer scorer)
{
    private readonly BadLines _bad = new(streams.Error.WriteLine);

    /// <summary>Compares the rules on one of the sample's tasks.</summary>
    /// <returns>The table.</returns>
    public async Task<string> RunAsync(SampleTask task, DrawPlan plan, string title, IReadOnlyList<Metric> metrics, CancellationToken cancellation)
    {
        using var input = InputSource.Open(SampleTask.File, streams.Input, cancellation);
        var prompts = new PromptFile(input, _bad, plan with { Template = task.Template, Gold = task.Gold }, acceptsCandidates: false);
        using var evaluation = new Evaluation(new EvaluationOptions(metrics) { Weights = plan.Grid is null ? WeightSource.Uniform : WeightSource.Given });
        await foreach (var (_, drawn) in PromptRun.RunAsync(prompts, _bad, new PromptProblem(source, scorer, plan).DrawAsync, cancellation).ConfigureAwait(false))
        {
            evaluation.Add(drawn.Problem, drawn.Greedy);
        }

        var report = evaluation.Report();
        return ReportTable.Text(report, string.Create(CultureInfo.InvariantCulture, $"{title}, {report.Items} reviews"));
    }

    /// <summary>Sums up what could not be drawn.</summary>
    /// <returns>The exit code.</returns>
    public int Finish() => _bad.Finish(0);
}
