using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>Spearman's correlation: that of the ranks, where equal numbers share their mean rank; NaN where either are all equal.</summary>
/// <param name="name">The name, options included.</param>
/// <param name="metric">Says how numbers are read.</param>
internal sealed class SpearmanCorrelation(string name, NumberMetric metric) : RankMeasure(name, metric)
{
    /// <inheritdoc/>
    protected override double Of(double[] x, double[] y)
    {
        // Doubled ranks about their mean are whole numbers.
        var (left, right) = (Ranks(x), Ranks(y));
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var k = 0; k < left.Length; k++)
        {
            xx += left[k] * left[k];
            yy += right[k] * right[k];
            xy += left[k] * right[k];
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : double.NaN;
    }

    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort((double[])values.Clone(), order);
        var ranks = new double[values.Length];
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            for (var k = start; k < end; k++)
            {
                ranks[order[k]] = start + end - values.Length;
            }

            start = end;
        }

        return ranks;
    }
}
