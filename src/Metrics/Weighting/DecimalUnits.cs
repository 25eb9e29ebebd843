using System.Globalization;
using System.Numerics;

namespace Accelerated.Metrics;

/// <summary>Numbers as whole multiples of their last decimal digit, so that sums of what a user wrote are exact.</summary>
internal static class DecimalUnits
{
    /// <summary>The multiples in lowest terms; false where their sum exceeds <paramref name="largest"/>.</summary>
    /// <param name="values">Finite numbers of at least 0, one of them positive.</param>
    /// <param name="largest">The largest sum allowed.</param>
    /// <param name="units">The multiples.</param>
    public static bool TryOf(ReadOnlySpan<double> values, long largest, out long[] units)
    {
        units = new long[values.Length];
        return (TryWhole(values, largest, units) || TryDecimal(values, largest, units)) && Reduce(units);
    }

    /// <summary>Numbers as multiples of the least last digit among them, of any size.</summary>
    /// <param name="values">Finite numbers of at least 0.</param>
    public static BigInteger[] Of(ReadOnlySpan<double> values)
    {
        var digits = new (long Digits, int Power)[values.Length];
        for (var i = 0; i < digits.Length; i++)
        {
            digits[i] = Digits(values[i]);
        }

        var least = digits.Min(number => number.Power);
        return Array.ConvertAll(digits, number => number.Digits * BigInteger.Pow(10, number.Power - least));
    }

    /// <summary>A number as a fraction of whole numbers, as it is written.</summary>
    /// <param name="value">A finite number of at least 0.</param>
    public static (BigInteger Numerator, BigInteger Denominator) FractionOf(double value)
    {
        var (digits, power) = Digits(value);
        return power < 0 ? (digits, BigInteger.Pow(10, -power)) : (digits * BigInteger.Pow(10, power), BigInteger.One);
    }

    private static bool TryWhole(ReadOnlySpan<double> values, long largest, long[] units)
    {
        var sum = 0L;
        for (var i = 0; i < units.Length; i++)
        {
            if (values[i] > largest || values[i] != Math.Floor(values[i]) || (sum += units[i] = (long)values[i]) > largest)
            {
                return false;
            }
        }

        return true;
    }

    // By the shortest digits that give the number back, which are those that were written.
    private static bool TryDecimal(ReadOnlySpan<double> values, long largest, long[] units)
    {
        var powers = new int[values.Length];
        var least = int.MaxValue;
        for (var i = 0; i < units.Length; i++)
        {
            (units[i], powers[i]) = Digits(values[i]);
            least = units[i] == 0 ? least : Math.Min(least, powers[i]);
        }

        var sum = 0L;
        for (var i = 0; i < units.Length; i++)
        {
            for (var power = units[i] == 0 ? least : powers[i]; power > least; power--)
            {
                if (units[i] > largest / 10)
                {
                    return false;
                }

                units[i] *= 10;
            }

            if (units[i] > largest || (sum += units[i]) > largest)
            {
                return false;
            }
        }

        return true;
    }

    // The shortest digits without zeros at their end, and the power of ten of the last one.
    private static (long Digits, int Power) Digits(double value)
    {
        if (value == 0)
        {
            return (0, 0); // negative zero too
        }

        var number = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = number.IndexOf('E', StringComparison.Ordinal);
        var power = exponent < 0 ? 0 : int.Parse(number.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = 0L;
        var isFraction = false;
        foreach (var c in exponent < 0 ? number.AsSpan() : number.AsSpan(0, exponent))
        {
            isFraction |= c == '.';
            if (c != '.')
            {
                digits = (digits * 10) + (c - '0');
                power -= isFraction ? 1 : 0;
            }
        }

        for (; digits != 0 && digits % 10 == 0; power++)
        {
            digits /= 10;
        }

        return (digits, power);
    }

    private static bool Reduce(long[] units)
    {
        var divisor = 0L;
        foreach (var unit in units)
        {
            divisor = (long)BigInteger.GreatestCommonDivisor(divisor, unit);
            if (divisor == 1)
            {
                return true;
            }
        }

        for (var i = 0; i < units.Length; i++)
        {
            units[i] /= divisor;
        }

        return true;
    }
}
