namespace Accelerated.Metrics;

/// <summary>
/// Functions that lose their digits near 0 when written as they are defined, out of <see cref="Elementary"/> by Kahan's quotients; the
/// same bits on every platform, which those of <see cref="Math"/> are not.
/// </summary>
internal static class NearOne
{
    /// <summary>ln(1 + x), x above -1 and finite.</summary>
    public static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Log(sum) * (x / (sum - 1));
    }

    /// <summary>e^x - 1; x is held to at most 709.</summary>
    public static double ExpMinusOne(double x)
    {
        var power = Elementary.Exp(new Real(x)).Value;
        if (power == 1)
        {
            return x;
        }

        var less = power - 1;
        return less == -1 || x > 40 ? less : less * (x / Log(power));
    }

    /// <summary>The hyperbolic tangent.</summary>
    public static double Tanh(double x)
    {
        if (Math.Abs(x) > 20)
        {
            return Math.Sign(x);
        }

        // Each form keeps its digits on its side; the second never falls as x grows, so that 1 is reached once and for all.
        var less = ExpMinusOne(2 * Math.Abs(x));
        return Math.CopySign(less < 1 ? less / (less + 2) : 1 - 2 / (less + 2), x);
    }

    private static double Log(double x) => Elementary.Log(new Real(x)).Value;
}
