using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Thirty-two counters side by side, bit b of all of them in plane b: a symbol's mask is added to 32 columns at once. In the end the planes
/// are transposed, so that a counter is a byte.
/// </summary>
internal struct CountPlanes
{
    /// <summary>The largest count.</summary>
    public const int Most = 255;

    /// <summary>Masks that <see cref="Add"/> takes.</summary>
    public const int Masks = 8;

    /// <summary>Words that hold the counters, stored by two accesses of 16 bytes.</summary>
    public const int Words = 8;

    private uint _a;
    private uint _b;
    private uint _c;
    private uint _d;
    private uint _e;
    private uint _f;
    private uint _g;
    private uint _h;

    /// <summary>The counters after adding eight masks: full adders in a tree (Harley and Seal), then the carry of eights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CountPlanes Add(CountPlanes counters, uint m0, uint m1, uint m2, uint m3, uint m4, uint m5, uint m6, uint m7)
    {
        var a = counters._a;
        var two0 = Carry(a, m0, m1);
        a ^= m0 ^ m1;
        var two1 = Carry(a, m2, m3);
        a ^= m2 ^ m3;
        var two2 = Carry(a, m4, m5);
        a ^= m4 ^ m5;
        var two3 = Carry(a, m6, m7);
        counters._a = a ^ m6 ^ m7;
        var b = counters._b;
        var four0 = Carry(b, two0, two1);
        b ^= two0 ^ two1;
        var four1 = Carry(b, two2, two3);
        counters._b = b ^ two2 ^ two3;
        var carry = Carry(counters._c, four0, four1);
        counters._c ^= four0 ^ four1;
        var next = counters._d & carry;
        counters._d ^= carry;
        carry = counters._e & next;
        counters._e ^= next;
        next = counters._f & carry;
        counters._f ^= carry;
        carry = counters._g & next;
        counters._g ^= next;
        counters._h ^= carry;
        return counters;
    }

    /// <summary>
    /// Counters as bytes: that of lane l is byte <see cref="ByteOf"/>(l). Bits are exchanged between planes 1, 2 and 4 apart.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CountPlanes ToBytes(CountPlanes planes)
    {
        const uint Odd = 0x5555_5555;
        var a1 = Low(planes._a, planes._b, Odd, 1);
        var b1 = High(planes._a, planes._b, Odd, 1);
        var c1 = Low(planes._c, planes._d, Odd, 1);
        var d1 = High(planes._c, planes._d, Odd, 1);
        var e1 = Low(planes._e, planes._f, Odd, 1);
        var f1 = High(planes._e, planes._f, Odd, 1);
        var g1 = Low(planes._g, planes._h, Odd, 1);
        var h1 = High(planes._g, planes._h, Odd, 1);
        const uint Pairs = 0x3333_3333;
        var a2 = Low(a1, c1, Pairs, 2);
        var c2 = High(a1, c1, Pairs, 2);
        var b2 = Low(b1, d1, Pairs, 2);
        var d2 = High(b1, d1, Pairs, 2);
        var e2 = Low(e1, g1, Pairs, 2);
        var g2 = High(e1, g1, Pairs, 2);
        var f2 = Low(f1, h1, Pairs, 2);
        var h2 = High(f1, h1, Pairs, 2);
        const uint Fours = 0x0F0F_0F0F;
        planes._a = Low(a2, e2, Fours, 4);
        planes._e = High(a2, e2, Fours, 4);
        planes._b = Low(b2, f2, Fours, 4);
        planes._f = High(b2, f2, Fours, 4);
        planes._c = Low(c2, g2, Fours, 4);
        planes._g = High(c2, g2, Fours, 4);
        planes._d = Low(d2, h2, Fours, 4);
        planes._h = High(d2, h2, Fours, 4);
        return planes;
    }

    /// <summary>Which byte of <see cref="ToBytes"/> is a lane's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ByteOf(int lane) => (lane & 7) * 4 + (lane >> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Carry(uint x, uint y, uint z) => (x & y) | ((x ^ y) & z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Low(uint x, uint y, uint mask, int shift) => (x & mask) | ((y & mask) << shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint High(uint x, uint y, uint mask, int shift) => ((x >> shift) & mask) | (y & ~mask);
}
