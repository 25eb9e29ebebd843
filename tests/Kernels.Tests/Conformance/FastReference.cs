using Accelerated.Metrics;
using Accelerated.Oracles;

namespace Accelerated.Kernels.Tests;

/// <summary>
/// The reference's values of a large problem in less time: sequences one word at a time instead of one cell at a time, bags against a set
/// built once a row instead of once a pair, and each pair once for sums, utilities and matrix.
/// </summary>
internal sealed class FastReference : PairEngine
{
    // The reference takes some milliseconds for so many.
    private const long FewSteps = 1 << 20;

    private readonly double[] _utilities;

    private FastReference(EncodedProblem problem)
    {
        _utilities = new double[problem.Rows * problem.Columns];
        problem.Metric.Accept(new Pairs(problem, _utilities));
    }

    /// <inheritdoc/>
    public override string Name => EngineNames.Of(EngineKind.Reference);

    /// <inheritdoc/>
    public override string Device => "one word at a time";

    /// <summary>The engine to hold others against for one problem: the reference where that is fast, or where all is asked for.</summary>
    public static PairEngine Of(EncodedProblem problem) =>
        Exhaustive.IsAsked || Steps(problem) <= FewSteps ? new ReferenceEngine() : new FastReference(problem);

    /// <summary>Holds an engine against it.</summary>
    public static void Hold(PairEngine engine, EncodedProblem problem, string what)
    {
        using var reference = Of(problem);
        Agreement.Hold(engine, problem, reference, what);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    protected internal override void SumRows(EncodedProblem problem, Span<double> sums, CancellationToken cancellationToken)
    {
        if (problem.Metric.Reduction == RowReduction.SharedCounts)
        {
            using var reference = new ReferenceEngine();
            reference.WeightedSums(problem, sums, cancellationToken);
            return;
        }

        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = RowSum.Of(_utilities.AsSpan(i * problem.Columns, problem.Columns), problem.ColumnUnits);
        }
    }

    protected internal override void ComputeUtilities(
        EncodedProblem problem, int firstRow, int rowCount, Span<double> utilities, CancellationToken cancellationToken) =>
        _utilities.AsSpan(firstRow * problem.Columns, rowCount * problem.Columns).CopyTo(utilities);

    protected internal override void ComputeMatrix(
        EncodedProblem problem, int firstRow, int rowCount, Span<float> matrix, CancellationToken cancellationToken)
    {
        var rows = _utilities.AsSpan(firstRow * problem.Columns, rowCount * problem.Columns);
        for (var i = 0; i < rows.Length; i++)
        {
            matrix[i] = (float)rows[i];
        }
    }

    // Cells of the tables of prefixes, or symbols that are added to sets and looked up in them.
    private static long Steps(EncodedProblem problem) => problem.Features switch
    {
        SequenceFeatures features =>
            Symbols(features.Sequences, 0, problem.Rows) * Symbols(features.Sequences, problem.FirstColumnItem, problem.Columns),
        BagFeatures features => features.Orders.ToArray().Sum(order =>
            Symbols(order.Bags, 0, problem.Rows) * problem.Columns
            + Symbols(order.Bags, problem.FirstColumnItem, problem.Columns) * problem.Rows),
        _ => 0,
    };

    private static long Symbols(RaggedRows<int> items, int first, int count) =>
        Enumerable.Range(first, count).Sum(i => (long)items[i].Length);

    private sealed class Pairs(EncodedProblem problem, double[] utilities) : MetricVisitor<int>
    {
        public override int Visit<TScore>(BagMetric<TScore> metric)
        {
            var orders = ((BagFeatures)problem.Features).Orders.ToArray();
            for (var i = 0; i < problem.Rows; i++)
            {
                var hypotheses = Array.ConvertAll(orders, order => new HashSet<int>(order.Bags[i].ToArray()));
                for (var j = 0; j < problem.Columns; j++)
                {
                    var fold = default(BagFold<Real>);
                    for (var order = 0; order < orders.Length; order++)
                    {
                        var hypothesis = orders[order].Bags[i];
                        var reference = orders[order].Bags[problem.FirstColumnItem + j];
                        var shared = 0;
                        foreach (var symbol in reference)
                        {
                            shared += hypotheses[order].Contains(symbol) ? 1 : 0;
                        }

                        fold = metric.Formula.Add(fold, order, Real.Of(shared), Real.Of(hypothesis.Length), Real.Of(reference.Length));
                    }

                    utilities[i * problem.Columns + j] = metric.Formula.Finish(fold).Value;
                }
            }

            return utilities.Length;
        }

        public override int Visit<TScore>(AlignmentMetric<TScore> metric)
        {
            var sequences = ((SequenceFeatures)problem.Features).Sequences;
            for (var i = 0; i < problem.Rows; i++)
            {
                var hypothesis = sequences[i];
                var pattern = new BitPattern(hypothesis);
                for (var j = 0; j < problem.Columns; j++)
                {
                    var reference = sequences[problem.FirstColumnItem + j];
                    var value = metric.Statistic == AlignmentStatistic.LongestCommonSubsequence
                        ? pattern.CommonSubsequence(reference)
                        : pattern.Edits(reference, swaps: metric.Statistic == AlignmentStatistic.OptimalStringAlignment);
                    var score = metric.Formula.Score(Real.Of(value), Real.Of(hypothesis.Length), Real.Of(reference.Length));
                    utilities[i * problem.Columns + j] = score.Value;
                }
            }

            return utilities.Length;
        }
    }
}
