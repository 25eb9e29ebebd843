using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>The fields of a selected record.</summary>
internal static class SelectedFields
{
    private const double Agreement = 0.5;

    /// <summary>The fields of a row; none under another metric.</summary>
    /// <param name="problem">The problem of a metric over records.</param>
    /// <param name="row">The row.</param>
    /// <param name="votesAreCandidates">Whether the references are the candidates of the selection; null where the problem knows.</param>
    public static IReadOnlyList<SelectedField> Of(EncodedProblem problem, int row, bool? votesAreCandidates = null)
    {
        if (problem.Metric is not RecordMetric)
        {
            return [];
        }

        var columns = problem.ColumnOf.ToArray();
        return [.. RecordMetric.Fields(problem, row).Select(field => new SelectedField(
            field.Path,
            field.Value,
            field.Expected,
            [.. Enumerable.Range(0, columns.Length).Where(k => columns[k] >= 0 && field.Utilities[columns[k]] >= Agreement)],
            !(votesAreCandidates ?? problem.IsSquare)))];
    }
}
