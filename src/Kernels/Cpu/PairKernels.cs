using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Makes the kernel that serves a problem's metric.</summary>
internal static class PairKernels
{
    private const int FewDuplicates = 8; // one in eight
    private const int ShortSequence = 32;

    /// <summary>Whether the half of a problem's matrix on and above the diagonal is computed, and the other half copied.</summary>
    public static bool Halves(EncodedProblem problem) =>
        problem.Metric is AlignmentMetric or CustomMetric && problem.IsSquare && problem.Metric.Info.IsSymmetric;

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
                SequenceFeatures.BitWords(rows.LongestRow) == 1 && rows.Values.Length <= (long)ShortSequence * problem.Features.Count,
            _ => false,
        };

    /// <summary>The kernel of <paramref name="problem"/>, to be disposed.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="allReferences">Whether its columns are all references, not the distinct ones; only where it <see cref="TakesAllReferences"/>.</param>
    public static IPairKernel Create(EncodedProblem problem, bool allReferences = false) => problem.Metric switch
    {
        BagMetric metric => metric.Accept(new Bags(problem, ColumnItems(problem, allReferences))),
        AlignmentMetric metric => metric.Accept(new Alignments(problem, metric.Statistic, ColumnItems(problem, allReferences))),
        NumberMetric metric => metric.Accept(new Numbers(problem)),
        VectorMetric metric => metric.Accept(new Vectors(problem)),
        CustomMetric metric => metric.Accept(new Custom(problem)),
        _ => throw new NotSupportedException($"No kernel serves {problem.Metric.Family} metrics such as {problem.Metric.Info.Name}."),
    };

    private static int[] ColumnItems(EncodedProblem problem, bool allReferences)
    {
        var items = new int[allReferences ? problem.References : problem.Columns];
        for (var column = 0; column < items.Length; column++)
        {
            items[column] = problem.FirstColumnItem + (allReferences ? problem.ColumnOf[column] : column);
        }

        return items;
    }

    private sealed class Bags(EncodedProblem problem, int[] items) : IBagVisitor<IPairKernel>
    {
        public IPairKernel Visit<TScore>(TScore score) where TScore : unmanaged, IBagScore => new BagKernel<TScore>(score, problem, items);
    }

    private sealed class Alignments(EncodedProblem problem, AlignmentStatistic statistic, int[] items) : IAlignmentVisitor<IPairKernel>
    {
        public IPairKernel Visit<TScore>(TScore score) where TScore : unmanaged, IAlignmentScore => new AlignmentKernel<TScore>(score, statistic, problem, items);
    }

    private sealed class Numbers(EncodedProblem problem) : INumberVisitor<IPairKernel>
    {
        public IPairKernel Visit<TScore>(TScore score) where TScore : unmanaged, INumberScore => new NumberKernel<TScore>(score, problem);
    }

    private sealed class Vectors(EncodedProblem problem) : IVectorVisitor<IPairKernel>
    {
        public IPairKernel Visit<TScore>(TScore score) where TScore : unmanaged, IVectorScore => new VectorKernel<TScore>(score, problem);
    }

    private sealed class Custom(EncodedProblem problem) : ICustomVisitor<IPairKernel>
    {
        public IPairKernel Visit<TElement, TScore>(TScore score) where TElement : unmanaged where TScore : unmanaged, IPairScore<TElement> =>
            new CustomKernel<TElement, TScore>(score, (CustomFeatures<TElement>)problem.Features, problem.FirstColumnItem);
    }
}
