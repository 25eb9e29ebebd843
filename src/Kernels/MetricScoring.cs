using System.Runtime.InteropServices;
using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>The utilities of a metric without a selection.</summary>
public static class MetricScoring
{
    /// <summary>The utility of every hypothesis (rows) against every reference (columns), on the CPU.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="hypotheses">The hypotheses, at least one.</param>
    /// <param name="references">The references; null where they are the hypotheses.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Each value rounded once to single precision; NaN where the metric cannot read one of the pair.</returns>
    /// <exception cref="CandidateException">A list is empty or holds null, or the metric can read none of it.</exception>
    /// <exception cref="ScorerException">A user's metric failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static float[,] Matrix(
        this Metric metric,
        IReadOnlyList<Candidate> hypotheses,
        IReadOnlyList<Candidate>? references = null,
        CancellationToken cancellationToken = default)
    {
        var problem = ProblemEncoder.Encode(metric, hypotheses, references, threads: Environment.ProcessorCount);
        var matrix = new float[problem.Candidates, problem.References];
        using var engine = new CpuEngine();
        engine.Matrix(problem, 0, problem.Candidates, MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length), cancellationToken);
        return matrix;
    }
}
