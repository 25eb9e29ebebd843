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
    private int _size; // an eighth word, so that all are stored and read by two accesses of 16 bytes

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

    /// <summary>The counters with the number of symbols of the bag that was counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CountPlanes Sized(CountPlanes counters, int size)
    {
        counters._size = size;
        return counters;
    }

    /// <summary>The number of <see cref="Sized"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Size(CountPlanes counters) => counters._size;

    /// <summary>One lane's count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(CountPlanes counters, int lane)
    {
        var low = ((counters._a >> lane) & 1) | (((counters._b >> lane) & 1) << 1) | (((counters._c >> lane) & 1) << 2) | (((counters._d >> lane) & 1) << 3);
        return (int)(low | (((counters._e >> lane) & 1) << 4) | (((counters._f >> lane) & 1) << 5) | (((counters._g >> lane) & 1) << 6));
    }
}
