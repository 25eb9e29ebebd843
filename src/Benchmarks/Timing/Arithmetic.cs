using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Benchmarks;

/// <summary>Work for a core's vector units only, which shows the machine's own gain from a second thread.</summary>
internal static class Arithmetic
{
    /// <summary>Adds in eight independent chains, which keeps all vector units of a core busy without touching memory.</summary>
    /// <param name="turns">Additions per chain; eight additions take two or three cycles.</param>
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
