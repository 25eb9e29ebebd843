using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Accelerated.Benchmarks;

/// <summary>The rate at which a core runs at this moment, estimated; rates of processors with different clocks compare by it.</summary>
public static class ClockRate
{
    /// <summary>A factor for <see cref="Chain"/>.</summary>
    public const ulong Factor = 0x9E37_79B9_7F4A_7C15;

    private const int Products = 1 << 20;
    private const int Tries = 20;
    private const int CyclesPerProduct = 3; // a 64-bit product that waits for the one before it, on x64 and Arm64 cores of the last ten years

    /// <summary>Times a chain of dependent products; the fastest of several tries.</summary>
    /// <returns>Cycles a second.</returns>
    public static double Estimate()
    {
        var least = double.MaxValue;
        for (var k = 0; k < Tries; k++)
        {
            var start = Stopwatch.GetTimestamp();
            Chain(Factor, Products);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return (double)Products * CyclesPerProduct / least;
    }

    /// <summary>Computes products each of which waits for the one before it, and touches no memory.</summary>
    /// <param name="factor">Of every product; not known to the compiler, which would multiply eight of them into one.</param>
    /// <param name="products">How many; they are computed in eights.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static ulong Chain(ulong factor, int products)
    {
        var product = factor;
        for (var k = 0; k < products; k += 8)
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
