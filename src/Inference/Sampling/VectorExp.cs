using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Inference;

/// <summary>
/// The exponential of numbers of at most 0, eight at a time. The runtime's also handles large and special numbers and takes more than twice
/// the time, which dominates a draw from a vocabulary of 128 K tokens.
/// </summary>
internal static class VectorExp
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 6.93147180369123816490e-1; // ends in zeros, so that a whole number of them is exact
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Smallest = -708; // below, the result is not normal, and beside the largest of a softmax it is nothing

    /// <summary>e^x, within 4 units in the last place; 0 below -708, where x is -inf too.</summary>
    /// <param name="x">At most 0; not NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OfNegative(Vector512<double> x)
    {
        // x = k ln 2 + r with |r| at most half of ln 2, and e^r by its Taylor series, whose next term is below 2e-16.
        var bounded = Vector512.Max(x, Vector512.Create(Smallest));
        var k = Vector512.Round(bounded * Log2E);
        var r = Vector512.MultiplyAddEstimate(k, Vector512.Create(-Ln2High), bounded);
        r = Vector512.MultiplyAddEstimate(k, Vector512.Create(-Ln2Low), r);
        var square = r * r;
        var fourth = square * square;
        var low = Pair(Pair(1, 1, r), Pair(1.0 / 2, 1.0 / 6, r), square);
        var middle = Pair(Pair(1.0 / 24, 1.0 / 120, r), Pair(1.0 / 720, 1.0 / 5040, r), square);
        var high = Pair(Pair(1.0 / 40320, 1.0 / 362880, r), Pair(1.0 / 3628800, 1.0 / 39916800, r), square);
        var highest = Vector512.MultiplyAddEstimate(fourth, Vector512.Create(1.0 / 479001600), high);
        var power = Vector512.MultiplyAddEstimate(fourth, highest, middle);
        var series = Vector512.MultiplyAddEstimate(fourth, power, low);
        var scale = ((Vector512.ConvertToInt64(k) + Vector512.Create(1023L)) << 52).AsDouble();
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(Smallest)), Vector512<double>.Zero, series * scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Pair(double constant, double factor, Vector512<double> variable) =>
        Vector512.MultiplyAddEstimate(Vector512.Create(factor), variable, Vector512.Create(constant));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Pair(Vector512<double> constant, Vector512<double> factor, Vector512<double> variable) =>
        Vector512.MultiplyAddEstimate(factor, variable, constant);
}
