using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>Row sums of a linear bag score, by visiting every pair.</summary>
internal sealed class ReferenceLinearSums(EncodedProblem problem, double[] sums, CancellationToken cancellation) : MetricVisitor<int>
{
    public override int Visit<TScore>(BagMetric<TScore> metric)
    {
        var score = metric.Formula;
        var bags = ((BagFeatures)problem.Features).Orders[0].Bags;
        var units = problem.ColumnUnits;
        for (var i = 0; i < sums.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var classes = new SortedDictionary<int, (long Shared, long Units)>();
            for (var j = 0; j < problem.Columns; j++)
            {
                var bag = bags[problem.FirstColumnItem + j];
                var (shared, total) = classes.GetValueOrDefault(bag.Length);
                classes[bag.Length] = (shared + units[j] * ReferenceStatistics.Shared(bags[i], bag), total + units[j]);
            }

            var sum = Real.Of(0);
            foreach (var (size, (shared, total)) in classes)
            {
                sum += LinearRowSum.Term(score, Real.Of(bags.LengthOf(i)), Real.Of(size), Real.Of(shared), Real.Of(total));
            }

            sums[i] = sum.Value;
        }

        return sums.Length;
    }
}
