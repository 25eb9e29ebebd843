using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Logarithm and exponential out of sums, products and quotients alone, so that they too have the same bits on every engine; a library's
/// or a device's functions differ in the last digits. Relative error below 4e-16.
/// </summary>
public static class Elementary
{
    // ln 2 in two parts; the first has 32 trailing zero bits, so its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double RoundToWhole = 6755399441055744.0; // 1.5 * 2^52: adding it rounds to a whole number

    /// <summary>The natural logarithm of a positive normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double x) => Log(Real.Of(x)).Value;

    /// <summary>e to the power <paramref name="x"/>; 0 below -708, and x is held to at most 709.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double x) => Exp(Real.Of(x)).Value;

    /// <summary>The absolute value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Absolute<T>(T x) where T : unmanaged, IReal<T>
    {
        var zero = T.Of(0);
        return T.WhereLess(x, zero, zero - x, x);
    }

    /// <summary>The natural logarithm of a positive normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log<T>(T x) where T : unmanaged, IReal<T>
    {
        var one = T.Of(1);
        var m = T.Significand(x);
        var e = T.Exponent(x);
        var big = T.Of(1.4142135623730951);
        e = T.WhereLess(big, m, e + one, e);
        m = T.WhereLess(big, m, m * T.Of(0.5), m);
        var s = (m - one) / (m + one);
        var tail = s * Artanh(s * s) + e * T.Of(Ln2Low);
        return e * T.Of(Ln2High) + (s + s + tail);
    }

    /// <summary>ln(1 + x) for x in 0..0.6, to full relative accuracy also near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LogOnePlus<T>(T x) where T : unmanaged, IReal<T>
    {
        var s = x / (T.Of(2) + x);
        return s + s + s * Artanh(s * s);
    }

    /// <summary>e to the power <paramref name="x"/>; 0 below -708, and x is held to at most 709.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Exp<T>(T x) where T : unmanaged, IReal<T>
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

    // 2 artanh s = s (2 + z (2/3 + z (2/5 + ...))), z = s², |s| up to 0.24: the part after the 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Artanh<T>(T z) where T : unmanaged, IReal<T>
    {
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
        return p * z;
    }
}
