using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>Consecutive rows of a problem, and where their sums go.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="First">The first row.</param>
/// <param name="Count">Number of rows, at least one.</param>
/// <param name="Sums">As many elements as rows.</param>
internal readonly record struct ProblemRows(EncodedProblem Problem, int First, int Count, Memory<double> Sums)
{
    /// <summary>All rows.</summary>
    public static ProblemRows All(EncodedProblem problem, double[] sums) => new(problem, 0, problem.Rows, sums);
}
