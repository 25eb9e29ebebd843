using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Logarithm and exponential out of the operations of <see cref="IReal{T}"/> alone, so that they too have the same bits on every
/// engine; a library's or a device's own differ in the last places. Relative error below 4e-16.
/// </summary>
public static class Elementary
{
    // ln 2 in two parts; the first has 32 trailing zero bits, so its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double RoundToWhole = 6755399441055744.0; // 1.5 * 2^52: adding it rounds to a whole number

    /// <summary>The natural logarithm of a positive normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x) where T : unmanaged, IReal<T>
    {
        var one = T.Of(1);
        var m = T.Significand(x);
        var e = T.Exponent(x);
        var big = T.Of(1.4142135623730951);
        e = T.WhereLess(big, m, e + one, e);
        m = T.WhereLess(big, m, m * T.Of(0.5), m);
        // ln m = 2 artanh s = 2 (s + s^3/3 + s^5/5 + ...), |s| <= 0.1716
        var s = (m - one) / (m + one);
        var z = s * s;
        var p = T.Of(2.0 / 23);
        p = p * z + T.Of(2.0 / 21);
        p = p * z + T.Of(2.0 / 19);
        p = p * z + T.Of(2.0 / 17);
        p = p * z + T.Of(2.0 / 15);
        p = p * z + T.Of(2.0 / 13);
        p = p * z + T.Of(2.0 / 11);
        p = p * z + T.Of(2.0 / 9);
        p = p * z + T.Of(2.0 / 7);
        p = p * z + T.Of(2.0 / 5);
        p = p * z + T.Of(2.0 / 3);
        var tail = s * (z * p) + e * T.Of(Ln2Low);
        return e * T.Of(Ln2High) + (s + s + tail);
    }

    /// <summary>e to the power <paramref name="x"/>; 0 below -708, and x is held to at most 709.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x) where T : unmanaged, IReal<T>
    {
        var low = T.Of(-708);
        var high = T.Of(709);
        var y = T.WhereLess(x, low, low, x);
        y = T.WhereLess(high, y, high, y);
        var k = y * T.Of(1.4426950408889634) + T.Of(RoundToWhole) - T.Of(RoundToWhole);
        var r = y - k * T.Of(Ln2High) - k * T.Of(Ln2Low);
        var p = T.Of(1.0 / 6227020800);
        p = p * r + T.Of(1.0 / 479001600);
        p = p * r + T.Of(1.0 / 39916800);
        p = p * r + T.Of(1.0 / 3628800);
        p = p * r + T.Of(1.0 / 362880);
        p = p * r + T.Of(1.0 / 40320);
        p = p * r + T.Of(1.0 / 5040);
        p = p * r + T.Of(1.0 / 720);
        p = p * r + T.Of(1.0 / 120);
        p = p * r + T.Of(1.0 / 24);
        p = p * r + T.Of(1.0 / 6);
        p = p * r + T.Of(0.5);
        p = p * r + T.Of(1);
        p = p * r + T.Of(1);
        return T.WhereLess(x, low, T.Of(0), p * T.PowerOfTwo(k));
    }
}
