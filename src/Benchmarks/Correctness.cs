using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Benchmarks;

/// <summary>Checks results before they are timed.</summary>
public static class Correctness
{
    private const int MostSampled = 24;
    private const long MostCells = 400_000_000; // one to two seconds of the reference

    /// <summary>Compares the pairs of a few candidates, spread evenly over the matrix, with the reference.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="length">The longest candidate's length.</param>
    /// <param name="matrix">Candidates x candidates utilities.</param>
    /// <exception cref="InvalidOperationException">A value differs.</exception>
    public static void Check(Metric metric, IReadOnlyList<Candidate> candidates, int length, ReadOnlySpan<float> matrix)
    {
        var sampled = Sample(candidates.Count, length);
        var problem = ProblemEncoder.Encode(metric, Array.ConvertAll(sampled, i => candidates[i]));
        using var reference = new ReferenceEngine();
        var wanted = new float[sampled.Length];
        var found = new float[sampled.Length];
        for (var row = 0; row < sampled.Length; row++)
        {
            reference.Matrix(problem, row, 1, wanted);
            for (var column = 0; column < sampled.Length; column++)
            {
                found[column] = matrix[sampled[row] * candidates.Count + sampled[column]];
            }

            Equal(wanted, found, $"{metric.Info.Name}, row {sampled[row]}");
        }
    }

    /// <summary>Compares an engine's weighted sums of a few candidates with the reference.</summary>
    /// <exception cref="InvalidOperationException">A value differs.</exception>
    public static void CheckSums(PairEngine engine, Metric metric, IReadOnlyList<Candidate> candidates, int length)
    {
        var problem = ProblemEncoder.Encode(metric, Array.ConvertAll(Sample(candidates.Count, length), i => candidates[i]));
        using var reference = new ReferenceEngine();
        var wanted = new double[problem.Rows];
        var found = new double[problem.Rows];
        reference.WeightedSums(problem, wanted);
        engine.WeightedSums(problem, found);
        Equal(wanted, found, $"{metric.Info.Name}, sums");
    }

    /// <summary>Requires equal values, bit for bit.</summary>
    /// <exception cref="InvalidOperationException">A value differs.</exception>
    public static void Equal<T>(ReadOnlySpan<T> wanted, ReadOnlySpan<T> found, string what) where T : IEquatable<T>
    {
        for (var k = 0; k < wanted.Length; k++)
        {
            if (!wanted[k].Equals(found[k]))
            {
                throw new InvalidOperationException(
                    FormattableString.Invariant($"{what}: value {k} is {found[k]}, expected {wanted[k]}; nothing was timed."));
            }
        }
    }

    private static int[] Sample(int count, int length)
    {
        var sampled = (int)Math.Clamp(Math.Sqrt(MostCells) / Math.Max(1, length), 3, Math.Min(count, MostSampled));
        return [.. Enumerable.Range(0, sampled).Select(k => (int)((long)k * (count - 1) / Math.Max(1, sampled - 1)))];
    }
}
