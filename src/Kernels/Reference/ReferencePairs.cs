using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>The utilities of one row against consecutive columns, by definition.</summary>
internal static class ReferencePairs
{
    public static void Fill(EncodedProblem problem, int row, int firstColumn, Span<double> utilities)
    {
        var values = new double[utilities.Length];
        problem.Metric.Accept(new Row(problem.Features, row, problem.FirstColumnItem + firstColumn, values));
        values.CopyTo(utilities);
    }

    private sealed class Row(Features features, int row, int firstItem, double[] values) : MetricVisitor<int>
    {
        public override int Visit<TScore>(BagMetric<TScore> metric)
        {
            var orders = ((BagFeatures)features).Orders;
            for (var k = 0; k < values.Length; k++)
            {
                var fold = default(BagFold<Real>);
                for (var order = 0; order < orders.Length; order++)
                {
                    var left = orders[order].Bags[row];
                    var right = orders[order].Bags[firstItem + k];
                    var shared = ReferenceStatistics.Shared(left, right);
                    fold = metric.Score.Add(fold, order, Real.Of(shared), Real.Of(left.Length), Real.Of(right.Length));
                }

                values[k] = metric.Score.Finish(fold).Value;
            }

            return values.Length;
        }

        public override int Visit<TScore>(AlignmentMetric<TScore> metric)
        {
            var sequences = ((SequenceFeatures)features).Sequences;
            var left = sequences[row];
            for (var k = 0; k < values.Length; k++)
            {
                var right = sequences[firstItem + k];
                var value = metric.Statistic switch
                {
                    AlignmentStatistic.EditDistance => ReferenceStatistics.EditDistance(left, right),
                    AlignmentStatistic.OptimalStringAlignment => ReferenceStatistics.OptimalStringAlignment(left, right),
                    _ => ReferenceStatistics.LongestCommonSubsequence(left, right),
                };
                values[k] = metric.Score.Score(Real.Of(value), Real.Of(left.Length), Real.Of(right.Length)).Value;
            }

            return values.Length;
        }

        public override int Visit<TScore>(NumberMetric<TScore> metric)
        {
            var numbers = ((NumberFeatures)features).Values;
            for (var k = 0; k < values.Length; k++)
            {
                values[k] = metric.Score.Score(Real.Of(numbers[row]), Real.Of(numbers[firstItem + k])).Value;
            }

            return values.Length;
        }

        public override int Visit<TScore>(VectorMetric<TScore> metric)
        {
            var vectors = (VectorFeatures)features;
            for (var k = 0; k < values.Length; k++)
            {
                var dot = VectorFeatures.Dot(vectors[row], vectors[firstItem + k]);
                values[k] = metric.Score.Score(Real.Of(dot), Real.Of(vectors.SquaredNorms[row]), Real.Of(vectors.SquaredNorms[firstItem + k])).Value;
            }

            return values.Length;
        }

        public override int Visit<TElement, TScore>(CustomMetric<TElement, TScore> metric)
        {
            var rows = ((CustomFeatures<TElement>)features).Rows;
            for (var k = 0; k < values.Length; k++)
            {
                values[k] = metric.Score.Score(new SpanRow<TElement>(rows[row]), new SpanRow<TElement>(rows[firstItem + k]));
            }

            return values.Length;
        }
    }
}
