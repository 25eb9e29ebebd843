using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Accelerated.Benchmarks;

/// <summary>The current clock rate of a core, estimated, to compare CPUs with different clocks.</summary>
public static class ClockRate
{
    private const int Products = 1 << 20;
    private const int Tries = 20;
    private const int CyclesPerProduct = 3; // latency of a 64-bit product, on x64 and Arm64 cores of the last ten years

    /// <summary>Times a chain of dependent products; the fastest of several tries.</summary>
    /// <returns>Cycles per second.</returns>
    public static double Estimate()
    {
        var least = double.MaxValue;
        for (var k = 0; k < Tries; k++)
        {
            var start = Stopwatch.GetTimestamp();
            Chain(0x9E3779B97F4A7C15);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return (double)Products * CyclesPerProduct / least;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong Chain(ulong factor)
    {
        var product = factor;
        for (var k = 0; k < Products; k += 8)
        {
            product *= factor;
            product *= factor;
            product *= factor;
            product *= factor;
            product *= factor;
            product *= factor;
            product *= factor;
            product *= factor;
        }

        return product;
    }
}
