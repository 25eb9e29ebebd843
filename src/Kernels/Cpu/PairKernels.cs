using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Makes the kernel that serves a problem's metric.</summary>
internal static class PairKernels
{
    private const int FewDuplicates = 8; // one in eight
    private const int ShortSequence = 32;

    /// <summary>Whether the half of a problem's matrix on and above the diagonal is computed, and the other half copied.</summary>
    public static bool Halves(EncodedProblem problem) =>
        problem.Metric.Family is MetricFamily.Alignments or MetricFamily.Custom && problem.IsSquare && problem.Metric.Info.IsSymmetric;

    /// <summary>
    /// Whether a whole matrix with duplicates is computed sooner when every reference has a column: lines without gaps are stored at once.
    /// Only where few references are duplicates and pairs are cheap, so that hardly more is computed; and where none is longer than a word,
    /// because all references keep their own order, not that of their lengths.
    /// </summary>
    public static bool TakesAllReferences(EncodedProblem problem) =>
        problem.References - problem.Columns <= problem.Columns / FewDuplicates && problem.Skipped == 0 && problem.Features switch
        {
            BagFeatures => true,
            SequenceFeatures { Sequences: var rows } =>
                PatternWords.Of(rows.LongestRow) == 1 && rows.Values.Length <= (long)ShortSequence * problem.Features.Count,
            _ => false,
        };

    /// <summary>The kernel of <paramref name="problem"/>, to be disposed.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="allReferences">
    /// Whether its columns are all references, not the distinct ones; only where it <see cref="TakesAllReferences"/>.
    /// </param>
    public static IPairKernel Create(EncodedProblem problem, bool allReferences = false) =>
        problem.Metric.Accept(new Factory(problem, allReferences));

    private static int[] ColumnItems(EncodedProblem problem, bool allReferences)
    {
        var items = new int[allReferences ? problem.References : problem.Columns];
        for (var column = 0; column < items.Length; column++)
        {
            items[column] = problem.FirstColumnItem + (allReferences ? problem.ColumnOf[column] : column);
        }

        return items;
    }

    private sealed class Factory(EncodedProblem problem, bool allReferences) : MetricVisitor<IPairKernel>
    {
        private int[] Items => ColumnItems(problem, allReferences);

        public override IPairKernel Visit<TScore>(BagMetric<TScore> metric) => new BagKernel<TScore>(metric.Formula, problem, Items);

        public override IPairKernel Visit<TScore>(AlignmentMetric<TScore> metric) =>
            new AlignmentKernel<TScore>(metric.Formula, metric.Statistic, problem, Items);

        public override IPairKernel Visit<TScore>(NumberMetric<TScore> metric) => new NumberKernel<TScore>(metric.Formula, problem);

        public override IPairKernel Visit<TScore>(VectorMetric<TScore> metric) => new VectorKernel<TScore>(metric.Formula, problem);

        public override IPairKernel Visit<TElement, TCell, TScore>(CustomMetric metric, TScore score) =>
            new CustomKernel(() => new CustomRow<TElement, TCell, TScore>(problem, score));

        internal override IPairKernel Visit(FunctionMetric metric) => new CustomKernel(() => metric.Rows(problem));
    }
}
