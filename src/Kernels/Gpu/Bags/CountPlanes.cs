using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Thirty-two counters side by side, bit b of all of them in plane b: adding one bit to each is a ripple of ANDs and XORs, so a symbol's
/// mask is counted for 32 columns at once.
/// </summary>
internal struct CountPlanes
{
    /// <summary>Number of planes.</summary>
    public const int Planes = 7;

    /// <summary>The largest count.</summary>
    public const int Most = (1 << Planes) - 1;

    private uint _a;
    private uint _b;
    private uint _c;
    private uint _d;
    private uint _e;
    private uint _f;
    private uint _g;

    /// <summary>The counters after adding a mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CountPlanes Add(CountPlanes counters, uint mask)
    {
        var a = counters._a & mask;
        counters._a ^= mask;
        var b = counters._b & a;
        counters._b ^= a;
        var c = counters._c & b;
        counters._c ^= b;
        var d = counters._d & c;
        counters._d ^= c;
        var e = counters._e & d;
        counters._e ^= d;
        var f = counters._f & e;
        counters._f ^= e;
        counters._g ^= f;
        return counters;
    }

    /// <summary>Stores the planes, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(CountPlanes counters, ArrayView<uint> target, int place)
    {
        target[place] = counters._a;
        target[place + 1] = counters._b;
        target[place + 2] = counters._c;
        target[place + 3] = counters._d;
        target[place + 4] = counters._e;
        target[place + 5] = counters._f;
        target[place + 6] = counters._g;
    }

    /// <summary>One lane's count out of stored planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(ArrayView<uint> planes, int place, int lane)
    {
        var count = 0u;
        for (var b = 0; b < Planes; b++)
        {
            count |= ((planes[place + b] >> lane) & 1) << b;
        }

        return (int)count;
    }
}
