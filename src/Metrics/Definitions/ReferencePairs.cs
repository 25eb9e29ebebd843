namespace Accelerated.Metrics;

/// <summary>The utilities of one row against consecutive columns, by definition.</summary>
internal static class ReferencePairs
{
    public static void Fill(EncodedProblem problem, int row, int firstColumn, Span<double> utilities)
    {
        var values = new double[utilities.Length];
        problem.Metric.Accept(new Row(problem, row, firstColumn, values));
        values.CopyTo(utilities);
    }

    private sealed class Row(EncodedProblem problem, int row, int firstColumn, double[] values) : MetricVisitor<int>
    {
        private readonly Features _features = problem.Features;
        private readonly int _firstItem = problem.FirstColumnItem + firstColumn;

        public override int Visit<TScore>(BagMetric<TScore> metric)
        {
            var orders = ((BagFeatures)_features).Orders;
            for (var k = 0; k < values.Length; k++)
            {
                var fold = default(BagFold<Real>);
                for (var order = 0; order < orders.Length; order++)
                {
                    var left = orders[order].Bags[row];
                    var right = orders[order].Bags[_firstItem + k];
                    var shared = ReferenceStatistics.Shared(left, right);
                    fold = metric.Formula.Add(fold, order, Real.Of(shared), Real.Of(left.Length), Real.Of(right.Length));
                }

                values[k] = metric.Formula.Finish(fold).Value;
            }

            return values.Length;
        }

        public override int Visit<TScore>(AlignmentMetric<TScore> metric)
        {
            var sequences = ((SequenceFeatures)_features).Sequences;
            var left = sequences[row];
            for (var k = 0; k < values.Length; k++)
            {
                var right = sequences[_firstItem + k];
                var value = metric.Statistic switch
                {
                    AlignmentStatistic.EditDistance => ReferenceStatistics.EditDistance(left, right),
                    AlignmentStatistic.OptimalStringAlignment => ReferenceStatistics.OptimalStringAlignment(left, right),
                    _ => ReferenceStatistics.LongestCommonSubsequence(left, right),
                };
                values[k] = metric.Formula.Score(Real.Of(value), Real.Of(left.Length), Real.Of(right.Length)).Value;
            }

            return values.Length;
        }

        public override int Visit<TScore>(NumberMetric<TScore> metric)
        {
            var numbers = ((NumberFeatures)_features).Values;
            for (var k = 0; k < values.Length; k++)
            {
                values[k] = metric.Formula.Score(Real.Of(numbers[row]), Real.Of(numbers[_firstItem + k])).Value;
            }

            return values.Length;
        }

        public override int Visit<TScore>(VectorMetric<TScore> metric)
        {
            var vectors = (VectorFeatures)_features;
            for (var k = 0; k < values.Length; k++)
            {
                var dot = VectorFeatures.Dot(vectors[row], vectors[_firstItem + k]);
                values[k] = metric.Formula.Score(
                    Real.Of(dot), Real.Of(vectors.SquaredNorms[row]), Real.Of(vectors.SquaredNorms[_firstItem + k])).Value;
            }

            return values.Length;
        }

        public override int Visit<TElement, TCell, TScore>(CustomMetric metric, TScore score) =>
            Fill(new CustomRow<TElement, TCell, TScore>(problem, score));

        internal override int Visit(FunctionMetric metric) => Fill(metric.Rows(problem));

        private int Fill(IRowScorer scorer)
        {
            using (scorer)
            {
                scorer.Fill(row, firstColumn, values, CancellationToken.None);
            }

            return values.Length;
        }
    }
}
