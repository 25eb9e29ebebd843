namespace Accelerated.Oracles;

/// <summary>Numeric losses by the functions of the library.</summary>
public static class Losses
{
    public static double Huber(double a, double y, double delta) =>
        Math.Abs(a - y) <= delta ? (a - y) * (a - y) / 2 : delta * Math.Abs(a - y) - delta * delta / 2;

    public static double Pinball(double a, double y, double tau) => Math.Max(tau * (y - a), (tau - 1) * (y - a));

    /// <summary>The exponential grows up to a power of 709, the last of a double.</summary>
    public static double Linex(double a, double y, double rate) => Math.Exp(Math.Min(709, rate * (a - y))) - rate * (a - y) - 1;

    /// <summary>The shorter way of both, each without whole turns.</summary>
    public static double Circular(double a, double y, double period)
    {
        var apart = Math.Abs(a - y) - period * Math.Floor(Math.Abs(a - y) / period);
        return Math.Min(apart, period - apart);
    }

    /// <summary>ln cosh e; near 0 by 2 sinh²(e/2) = cosh e - 1, where a sum would cancel.</summary>
    public static double LogCosh(double a, double y)
    {
        var e = Math.Abs(a - y);
        if (e > 1)
        {
            return e + Math.Log(1 + Math.Exp(-2 * e)) - Math.Log(2);
        }

        var x = 2 * Math.Sinh(e / 2) * Math.Sinh(e / 2);
        return x < 1e-5 ? x - x * x / 2 + x * x * x / 3 : Math.Log(1 + x);
    }
}
