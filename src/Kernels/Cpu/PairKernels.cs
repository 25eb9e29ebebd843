using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Makes the kernel that serves a problem's metric.</summary>
internal static class PairKernels
{
    /// <summary>The kernel of <paramref name="problem"/>, to be disposed.</summary>
    public static IPairKernel Create(EncodedProblem problem) => problem.Metric switch
    {
        BagMetric metric => metric.Accept(new Bags(problem)),
        AlignmentMetric metric => metric.Accept(new Alignments(problem, metric.Statistic)),
        NumberMetric metric => metric.Accept(new Numbers(problem)),
        VectorMetric metric => metric.Accept(new Vectors(problem)),
        CustomMetric metric => metric.Accept(new Custom(problem)),
        _ => throw new NotSupportedException($"No kernel serves {problem.Metric.Family} metrics such as {problem.Metric.Info.Name}."),
    };

    private sealed class Bags(EncodedProblem problem) : IBagVisitor<IPairKernel>
    {
        public IPairKernel Visit<TScore>(TScore score) where TScore : unmanaged, IBagScore => new BagKernel<TScore>(score, problem);
    }

    private sealed class Alignments(EncodedProblem problem, AlignmentStatistic statistic) : IAlignmentVisitor<IPairKernel>
    {
        public IPairKernel Visit<TScore>(TScore score) where TScore : unmanaged, IAlignmentScore => new AlignmentKernel<TScore>(score, statistic, problem);
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
