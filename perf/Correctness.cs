using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Perf;

/// <summary>Nothing is timed before its result is known to be right.</summary>
public static class Correctness
{
    /// <summary>Holds a few rows of an engine's matrix against the reference engine.</summary>
    public static void Check(PairEngine engine, EncodedProblem problem)
    {
        using var reference = new ReferenceEngine();
        var wanted = new float[problem.References];
        var found = new float[problem.References];
        foreach (var row in new[] { 0, problem.Candidates / 2, problem.Candidates - 1 })
        {
            reference.Matrix(problem, row, 1, wanted);
            engine.Matrix(problem, row, 1, found);
            Equal(wanted, found, $"{engine.Kind}, {problem.Metric.Info.Name}, row {row}");
        }
    }

    /// <summary>Holds a peer's matrix against an engine's.</summary>
    public static void Equal(ReadOnlySpan<float> wanted, ReadOnlySpan<float> found, string what)
    {
        for (var k = 0; k < wanted.Length; k++)
        {
            if (!wanted[k].Equals(found[k]))
            {
                throw new InvalidOperationException($"{what}: value {k} is {found[k]}, not {wanted[k]}; nothing was timed.");
            }
        }
    }
}
