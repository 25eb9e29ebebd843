using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Benchmarks;

/// <summary>Work for a core's vector units alone: what it gains from a second thread, the machine gives.</summary>
public static class Arithmetic
{
    /// <summary>Adds in eight chains, as many as the vector units of one core can take side by side; touches no memory.</summary>
    /// <param name="turns">Additions a chain; about three cycles each.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<ulong> Add(int turns)
    {
        var step = Vector256.Create((ulong)turns);
        var (a, b, c, d, e, f, g, h) = (step, step, step, step, step, step, step, step);
        for (var turn = 0; turn < turns; turn++)
        {
            a += step;
            b += step;
            c += step;
            d += step;
            e += step;
            f += step;
            g += step;
            h += step;
        }

        return a ^ b ^ c ^ d ^ e ^ f ^ g ^ h;
    }
}
