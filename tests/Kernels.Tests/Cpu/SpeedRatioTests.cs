using System.Diagnostics;
using System.Reflection;
using System.Runtime.Intrinsics;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>
/// Guards the hot loops: a kernel that lost its vectors or its inlining is ten and more times slower. Both sides run in this process, one
/// after the other, and the margin is wide (some hundred times is usual), so that a busy machine fails nothing. Seed 1.
/// </summary>
[NonParallelizable]
public sealed class SpeedRatioTests
{
    private const double LeastRatio = 20;
    private const int Tries = 8;
    private const int Length = 60;
    private const int Count = 256;
    private const int PlainRows = 4;

    [Test]
    public void Edit_distances_are_far_ahead_of_a_two_row_loop() => AssertFaster("levenshtein-tokens", rows =>
    {
        var costs = new int[Length + 1];
        return rows.Sum(left => rows.Sum(right => (long)TwoRows(left, right, costs)));
    });

    [Test]
    public void Token_f1_is_far_ahead_of_dictionaries() =>
        AssertFaster("token-f1", rows => rows.Sum(left => rows.Sum(right => Shared(left, right))));

    private static void AssertFaster(string metric, Func<int[][], long> plain)
    {
        if (!Vector256.IsHardwareAccelerated
            || typeof(CpuEngine).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true)
        {
            Assert.Ignore("Only optimised code on a CPU with 256-bit vectors has this speed.");
        }

        var random = new Random(1);
        int[][] ids = [.. Enumerable.Range(0, Count).Select(_ => Enumerable.Range(0, Length).Select(_ => random.Next(500)).ToArray())];
        var problem = ProblemEncoder.Encode(
            MetricCatalogue.Parse(metric), [.. ids.Select(row => new Candidate(string.Join(' ', row)) { Tokens = row })]);
        var matrix = new float[Count * Count];
        using var engine = new CpuEngine(threads: 1);
        var plainRows = ids[..PlainRows];
        var ratio = 0.0;
        for (var k = 0; k < Tries && ratio < LeastRatio; k++)
        {
            var kernel = Fastest(() => engine.Matrix(problem, 0, Count, matrix)) / ((double)Count * Count);
            var loop = Fastest(() => plain(plainRows)) / ((double)PlainRows * PlainRows);
            ratio = Math.Max(ratio, loop / kernel);
        }

        Assert.That(ratio, Is.AtLeast(LeastRatio), $"{metric}: times the plain loop's rate");
    }

    // The first runs are compiled plainly; a quarter of a second of runs is enough for the optimised code to take their place.
    private static double Fastest(Action work)
    {
        var least = double.MaxValue;
        var all = Stopwatch.StartNew();
        while (all.Elapsed.TotalSeconds < 0.25)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return least;
    }

    private static int TwoRows(int[] left, int[] right, int[] costs)
    {
        for (var j = 0; j <= right.Length; j++)
        {
            costs[j] = j;
        }

        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = costs[0];
            costs[0] = i + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var above = costs[j + 1];
                costs[j + 1] = Math.Min(diagonal + (left[i] == right[j] ? 0 : 1), Math.Min(above, costs[j]) + 1);
                diagonal = above;
            }
        }

        return costs[right.Length];
    }

    private static int Shared(int[] left, int[] right)
    {
        var counts = new Dictionary<int, int>();
        foreach (var id in left)
        {
            counts[id] = counts.GetValueOrDefault(id) + 1;
        }

        var shared = 0;
        foreach (var id in right)
        {
            if (counts.TryGetValue(id, out var copies) && copies > 0)
            {
                shared++;
                counts[id] = copies - 1;
            }
        }

        return shared;
    }
}
