using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>
/// The weighted sums of rows whose metric has an expected value without pairs (<see cref="INumberRisk"/>). Computed on the host whatever
/// the engine, in time n log n, so engines agree and no device waits for it.
/// </summary>
internal static class ClosedRowSum
{
    /// <summary>Fills the sums; false where the metric has no such form, or where the numbers are beyond it.</summary>
    public static bool TryFill(EncodedProblem problem, Span<double> sums)
    {
        if (problem.Metric.Reduction != RowReduction.ClosedForm)
        {
            return false;
        }

        var risk = ((NumberMetric)problem.Metric).Risk!;
        var values = ((NumberFeatures)problem.Features).Values;
        risk.Expect(values[..problem.Rows], values.Slice(problem.FirstColumnItem, problem.Columns), problem.ColumnUnits, sums);
        var total = 0L;
        foreach (var units in problem.ColumnUnits)
        {
            total += units;
        }

        // The sum is the expectation times the total of the weights. Losses beyond a double are left to the definition by pairs.
        var finite = true;
        foreach (ref var sum in sums)
        {
            sum *= total;
            finite &= double.IsFinite(sum);
        }

        return finite;
    }
}
