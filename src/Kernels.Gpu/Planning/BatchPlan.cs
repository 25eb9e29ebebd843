using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>Which problems of a batch are launched together.</summary>
internal static class BatchPlan
{
    // Ten thousand problems of 64 candidates of 64 tokens are one group; of more, one is prepared while another is computed.
    private const long MostElements = 1L << 26;

    /// <summary>
    /// Rows of problems that share a metric, in groups whose features are of bounded size; a group holds at least one problem's.
    /// </summary>
    public static List<(Metric Metric, List<ProblemRows> Rows)> Groups(IReadOnlyList<ProblemRows> rows)
    {
        var groups = new List<(Metric Metric, List<ProblemRows> Rows)>();
        var open = new Dictionary<Metric, (List<ProblemRows> Rows, long Size)>();
        foreach (var part in rows)
        {
            var metric = part.Problem.Metric;
            var size = part.Problem.Features.Elements;
            if (!open.TryGetValue(metric, out var group) || group.Size + size > MostElements)
            {
                group = ([], 0);
                groups.Add((metric, group.Rows));
            }

            group.Rows.Add(part);
            open[metric] = (group.Rows, group.Size + size);
        }

        return groups;
    }

    /// <summary>The problems of rows.</summary>
    public static EncodedProblem[] Problems(List<ProblemRows> rows) => [.. rows.Select(part => part.Problem)];

    /// <summary>The units of all columns, problem by problem.</summary>
    public static long[] Units(IReadOnlyList<EncodedProblem> problems)
    {
        var units = new long[problems.Sum(problem => problem.Columns)];
        var offset = 0;
        foreach (var problem in problems)
        {
            problem.ColumnUnits.CopyTo(units.AsSpan(offset));
            offset += problem.Columns;
        }

        return units;
    }

    /// <summary>Hands out the sums of all rows.</summary>
    public static void Scatter(ReadOnlySpan<double> sums, List<ProblemRows> rows)
    {
        foreach (var part in rows)
        {
            sums[..part.Count].CopyTo(part.Sums.Span);
            sums = sums[part.Count..];
        }
    }
}
