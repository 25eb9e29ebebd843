using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>Which problems of a batch are launched together.</summary>
internal static class BatchPlan
{
    // Bounds host staging and keeps every index of a group far below 2^31.
    private const long MostElements = 1L << 28;

    /// <summary>Indices of problems that share a metric, in groups whose features are of bounded size; a group holds at least one problem.</summary>
    public static List<(List<int> Indices, Metric Metric)> Groups(IReadOnlyList<EncodedProblem> problems)
    {
        var groups = new List<(List<int> Indices, Metric Metric)>();
        var open = new Dictionary<Metric, (List<int> Indices, long Size)>();
        for (var i = 0; i < problems.Count; i++)
        {
            var metric = problems[i].Metric;
            var size = Elements(problems[i]);
            if (!open.TryGetValue(metric, out var group) || group.Size + size > MostElements)
            {
                group = ([], 0);
                groups.Add((group.Indices, metric));
            }

            group.Indices.Add(i);
            open[metric] = (group.Indices, group.Size + size);
        }

        return groups;
    }

    /// <summary>The units of all columns, problem by problem.</summary>
    public static long[] Units(List<EncodedProblem> problems)
    {
        var units = new long[problems.Sum(problem => problem.Columns)];
        var place = 0;
        foreach (var problem in problems)
        {
            problem.ColumnUnits.CopyTo(units.AsSpan(place));
            place += problem.Columns;
        }

        return units;
    }

    /// <summary>Cuts the sums of all rows into one array a problem.</summary>
    public static void Scatter(ReadOnlySpan<double> sums, List<double[]> targets)
    {
        foreach (var target in targets)
        {
            sums[..target.Length].CopyTo(target);
            sums = sums[target.Length..];
        }
    }

    /// <summary>About how many numbers a problem's features are.</summary>
    private static long Elements(EncodedProblem problem)
    {
        long elements = problem.Features.Count;
        switch (problem.Features)
        {
            case BagFeatures bags:
                foreach (var order in bags.Orders)
                {
                    elements += order.Bags.Values.Length + order.Bags.Count;
                }

                break;
            case SequenceFeatures sequences:
                elements += sequences.Sequences.Values.Length;
                break;
            case VectorFeatures vectors:
                elements += vectors.Values.Length;
                break;
        }

        return elements;
    }
}
