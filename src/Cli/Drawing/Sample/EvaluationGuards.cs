using Accelerated.Cli.Output;
using Accelerated.Inference.Evaluating;

namespace Accelerated.Cli.Drawing;

/// <summary>Warnings of what an evaluation's metric-aware rules decide, for each metric once.</summary>
internal sealed class EvaluationGuards(Evaluation evaluation)
{
    private readonly List<(string Row, SelectionGuards Guards)> _metrics =
    [
        .. evaluation.Rules.DistinctBy(rule => rule.Metric.Info.Name).Select(rule => (rule.Name, new SelectionGuards(rule.Options))),
    ];

    /// <summary>Looks at the last item that counted.</summary>
    /// <param name="outsideGrid">The probability outside a grid, which concerns all metrics; null where there is none.</param>
    public void Add(double? outsideGrid)
    {
        var (verdicts, _, votes) = evaluation.Last!.Value;
        foreach (var (row, guards) in _metrics)
        {
            var found = verdicts.First(verdict => verdict.Row == row).Expectation!;
            guards.Add(votes, found.Skipped, found.Verdict.IsTied ? found.Expected : double.NaN, outsideGrid);
            outsideGrid = null;
        }
    }

    /// <summary>Writes the warnings.</summary>
    public void Report(Action<string> line) => _metrics.ForEach(metric => metric.Guards.Report(line));
}
