using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Makes the kernel that serves a problem's metric.</summary>
internal static class PairKernels
{
    /// <summary>The kernel of <paramref name="problem"/>, to be disposed.</summary>
    public static IPairKernel Create(EncodedProblem problem) => problem.Metric switch
    {
        BagMetric metric => metric.Accept(new Bags(problem)),
        NumberMetric metric => metric.Accept(new Numbers(problem)),
        VectorMetric metric => metric.Accept(new Vectors(problem)),
        _ => new ScalarKernel(problem),
    };

    private sealed class Bags(EncodedProblem problem) : IBagVisitor<IPairKernel>
    {
        public IPairKernel Visit<TScore>(TScore score) where TScore : unmanaged, IBagScore => new BagKernel<TScore>(score, problem);
    }

    private sealed class Numbers(EncodedProblem problem) : INumberVisitor<IPairKernel>
    {
        public IPairKernel Visit<TScore>(TScore score) where TScore : unmanaged, INumberScore => new NumberKernel<TScore>(score, problem);
    }

    private sealed class Vectors(EncodedProblem problem) : IVectorVisitor<IPairKernel>
    {
        public IPairKernel Visit<TScore>(TScore score) where TScore : unmanaged, IVectorScore => new VectorKernel<TScore>(score, problem);
    }
}
