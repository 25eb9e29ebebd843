using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests;

/// <summary>Holds an engine against the reference, bit for bit: sums, utilities and matrix.</summary>
internal static class Agreement
{
    public static void Assert(PairEngine engine, EncodedProblem problem, string what)
    {
        using var reference = new ReferenceEngine();
        NUnit.Framework.Assert.Multiple(() =>
        {
            NUnit.Framework.Assert.That(Bits(Sums(engine, problem)), Is.EqualTo(Bits(Sums(reference, problem))), $"sums, {what}");
            NUnit.Framework.Assert.That(Bits(Utilities(engine, problem)), Is.EqualTo(Bits(Utilities(reference, problem))), $"utilities, {what}");
            NUnit.Framework.Assert.That(Matrix(engine, problem), Is.EqualTo(Matrix(reference, problem)), $"matrix, {what}");
        });
    }

    public static double[] Sums(PairEngine engine, EncodedProblem problem)
    {
        var sums = new double[problem.Rows];
        engine.WeightedSums(problem, sums);
        return sums;
    }

    public static long[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToInt64Bits);

    private static double[] Utilities(PairEngine engine, EncodedProblem problem)
    {
        var utilities = new double[problem.Rows * problem.Columns];
        engine.Utilities(problem, 0, problem.Rows, utilities);
        return utilities;
    }

    private static float[] Matrix(PairEngine engine, EncodedProblem problem)
    {
        var matrix = new float[problem.Candidates * problem.References];
        engine.Matrix(problem, 0, problem.Candidates, matrix);
        return matrix;
    }
}
