using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Makes the kernel that serves a problem's metric.</summary>
internal static class PairKernels
{
    /// <summary>The kernel of <paramref name="problem"/>, to be disposed.</summary>
    public static IPairKernel Create(EncodedProblem problem) => problem.Metric switch
    {
        _ => new ScalarKernel(problem),
    };
}
