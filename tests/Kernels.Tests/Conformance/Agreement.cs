using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests;

/// <summary>Holds an engine against the reference, bit for bit: sums, utilities and matrix.</summary>
internal static class Agreement
{
    public static void Assert(PairEngine engine, EncodedProblem problem, string what)
    {
        using var reference = FastReference.Of(problem);
        Assert(engine, problem, reference, what);
    }

    /// <summary>The same against another engine: large problems take the reference minutes.</summary>
    public static void Assert(PairEngine engine, EncodedProblem problem, PairEngine measure, string what) => NUnit.Framework.Assert.Multiple(() =>
    {
        Same(Bits(Sums(engine, problem)), Bits(Sums(measure, problem)), $"sums, {what}");
        Same(Bits(Utilities(engine, problem)), Bits(Utilities(measure, problem)), $"utilities, {what}");
        Same(Bits(Matrix(engine, problem)), Bits(Matrix(measure, problem)), $"matrix, {what}");
    });

    public static double[] Sums(PairEngine engine, EncodedProblem problem)
    {
        var sums = new double[problem.Rows];
        engine.WeightedSums(problem, sums);
        return sums;
    }

    public static long[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToInt64Bits);

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);

    // The test framework compares millions of elements in minutes, but says where they differ.
    private static void Same<T>(T[] actual, T[] expected, string what) where T : IEquatable<T>
    {
        if (!actual.AsSpan().SequenceEqual(expected))
        {
            NUnit.Framework.Assert.That(actual, Is.EqualTo(expected), what);
        }
    }

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
