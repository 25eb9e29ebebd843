using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>The utilities of one row against consecutive columns, by definition.</summary>
internal static class ReferencePairs
{
    public static void Fill(EncodedProblem problem, int row, int firstColumn, Span<double> utilities)
    {
        var firstItem = problem.FirstColumnItem + firstColumn;
        var values = new double[utilities.Length];
        _ = (problem.Metric, problem.Features) switch
        {
            (BagMetric metric, BagFeatures features) => metric.Accept(new Bags(features, row, firstItem, values)),
            (AlignmentMetric metric, SequenceFeatures features) => metric.Accept(new Alignments(features, metric.Statistic, row, firstItem, values)),
            (NumberMetric metric, NumberFeatures features) => metric.Accept(new Numbers(features, row, firstItem, values)),
            (VectorMetric metric, VectorFeatures features) => metric.Accept(new Vectors(features, row, firstItem, values)),
            (CustomMetric metric, _) => metric.Accept(new Custom(problem.Features, row, firstItem, values)),
            _ => throw new ArgumentException($"{problem.Metric.Family} features were expected for {problem.Metric.Info.Name}, not {problem.Features.GetType().Name}."),
        };
        values.CopyTo(utilities);
    }

    private sealed class Bags(BagFeatures features, int row, int firstItem, double[] values) : IBagVisitor<int>
    {
        public int Visit<TScore>(TScore score) where TScore : unmanaged, IBagScore
        {
            for (var k = 0; k < values.Length; k++)
            {
                var fold = default(BagFold<Real>);
                for (var order = 0; order < features.Orders.Length; order++)
                {
                    var left = features.Orders[order].Bags[row];
                    var right = features.Orders[order].Bags[firstItem + k];
                    var shared = ReferenceStatistics.Shared(left, right);
                    fold = score.Add(fold, order, Real.Of(shared), Real.Of(left.Length), Real.Of(right.Length));
                }

                values[k] = score.Finish(fold).Value;
            }

            return values.Length;
        }
    }

    private sealed class Alignments(SequenceFeatures features, AlignmentStatistic statistic, int row, int firstItem, double[] values) : IAlignmentVisitor<int>
    {
        public int Visit<TScore>(TScore score) where TScore : unmanaged, IAlignmentScore
        {
            var left = features.Sequences[row];
            for (var k = 0; k < values.Length; k++)
            {
                var right = features.Sequences[firstItem + k];
                var value = statistic switch
                {
                    AlignmentStatistic.EditDistance => ReferenceStatistics.EditDistance(left, right),
                    AlignmentStatistic.OptimalStringAlignment => ReferenceStatistics.OptimalStringAlignment(left, right),
                    _ => ReferenceStatistics.LongestCommonSubsequence(left, right),
                };
                values[k] = score.Score(Real.Of(value), Real.Of(left.Length), Real.Of(right.Length)).Value;
            }

            return values.Length;
        }
    }

    private sealed class Numbers(NumberFeatures features, int row, int firstItem, double[] values) : INumberVisitor<int>
    {
        public int Visit<TScore>(TScore score) where TScore : unmanaged, INumberScore
        {
            for (var k = 0; k < values.Length; k++)
            {
                values[k] = score.Score(Real.Of(features.Values[row]), Real.Of(features.Values[firstItem + k])).Value;
            }

            return values.Length;
        }
    }

    private sealed class Vectors(VectorFeatures features, int row, int firstItem, double[] values) : IVectorVisitor<int>
    {
        public int Visit<TScore>(TScore score) where TScore : unmanaged, IVectorScore
        {
            for (var k = 0; k < values.Length; k++)
            {
                var dot = VectorFeatures.Dot(features[row], features[firstItem + k]);
                values[k] = score.Score(Real.Of(dot), Real.Of(features.SquaredNorms[row]), Real.Of(features.SquaredNorms[firstItem + k])).Value;
            }

            return values.Length;
        }
    }

    private sealed class Custom(Features features, int row, int firstItem, double[] values) : ICustomVisitor<int>
    {
        public int Visit<TElement, TScore>(TScore score) where TElement : unmanaged where TScore : unmanaged, IPairScore<TElement>
        {
            var rows = ((CustomFeatures<TElement>)features).Rows;
            for (var k = 0; k < values.Length; k++)
            {
                values[k] = score.Score(new SpanRow<TElement>(rows[row]), new SpanRow<TElement>(rows[firstItem + k]));
            }

            return values.Length;
        }
    }
}
