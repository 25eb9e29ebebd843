using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Benchmarks;

/// <summary>Work for a core's vector units alone: what it gains from a second thread, the machine gives.</summary>
internal static class Arithmetic
{
    /// <summary>Adds in eight chains that do not wait for each other, which keeps all vector units of a core busy; touches no memory.</summary>
    /// <param name="turns">Additions a chain; a turn of the eight takes some two or three cycles.</param>
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
