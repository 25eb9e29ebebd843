using System.Globalization;
using System.Numerics;

namespace Accelerated.Metrics;

/// <summary>A rational number in lowest terms, so that numbers that are written in different ways are equal exactly.</summary>
internal readonly struct ExactNumber : IEquatable<ExactNumber>
{
    /// <summary>
    /// Digits and powers of ten beyond which a number is not read: no double holds it, and its cost would grow with the text.
    /// </summary>
    public const int MostDigits = 400;

    private const int MostShownDigits = 40;

    // Zero in default(ExactNumber) too.
    private readonly BigInteger _denominatorLessOne;

    private ExactNumber(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        Numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator => _denominatorLessOne + 1;

    public bool IsInteger => _denominatorLessOne.IsZero;

    /// <summary>Whether it is an integer that no double holds exactly.</summary>
    public bool ExceedsDouble => IsInteger && double.IsFinite(ToDouble()) && new BigInteger(ToDouble()) != Numerator;

    public static ExactNumber Of(BigInteger integer) => new(integer, BigInteger.One);

    /// <summary>The number of decimal digits, the last <paramref name="decimals"/> of them after the decimal point.</summary>
    public static ExactNumber Decimal(ReadOnlySpan<char> digits, int decimals) =>
        Of(BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)).TimesTenTo(-decimals);

    public static bool TryDivide(ExactNumber left, ExactNumber right, out ExactNumber quotient)
    {
        quotient = default;
        if (right.Numerator.IsZero)
        {
            return false;
        }

        var sign = right.Numerator.Sign;
        quotient = new(left.Numerator * right.Denominator * sign, left.Denominator * right.Numerator * sign);
        return true;
    }

    public static ExactNumber operator +(ExactNumber left, ExactNumber right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static ExactNumber operator *(ExactNumber left, ExactNumber right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static ExactNumber operator -(ExactNumber value) => new(-value.Numerator, value.Denominator);

    public static bool operator ==(ExactNumber left, ExactNumber right) => left.Equals(right);

    public static bool operator !=(ExactNumber left, ExactNumber right) => !left.Equals(right);

    public ExactNumber TimesTenTo(int power) => power >= 0
        ? new(Numerator * BigInteger.Pow(10, power), Denominator)
        : new(Numerator, Denominator * BigInteger.Pow(10, -power));

    /// <summary>A whole power; false where the result has more than <see cref="MostDigits"/> digits or is not defined.</summary>
    public bool TryPower(int exponent, out ExactNumber power)
    {
        power = default;
        var bits = Math.Max(Numerator.GetBitLength(), Denominator.GetBitLength());
        if (bits * (long)Math.Abs(exponent) > MostDigits * 10L / 3 || (exponent < 0 && Numerator.IsZero))
        {
            return false;
        }

        var (numerator, denominator) = (BigInteger.Pow(Numerator, Math.Abs(exponent)), BigInteger.Pow(Denominator, Math.Abs(exponent)));
        return exponent >= 0
            ? TryDivide(Of(numerator), Of(denominator), out power)
            : TryDivide(Of(denominator), Of(numerator), out power);
    }

    /// <summary>The nearest double; infinite beyond the range.</summary>
    public double ToDouble()
    {
        if (Numerator.IsZero)
        {
            return 0;
        }

        // A quotient of 64 bits whose last bit notes a remainder is rounded once, by the conversion.
        var magnitude = BigInteger.Abs(Numerator);
        var shift = 64 - (int)(magnitude.GetBitLength() - Denominator.GetBitLength());
        var (quotient, remainder) = shift >= 0
            ? BigInteger.DivRem(magnitude << shift, Denominator)
            : BigInteger.DivRem(magnitude, Denominator << -shift);
        var excess = Math.Max(0, (int)quotient.GetBitLength() - 64);
        var isInexact = !remainder.IsZero || (excess > 0 && !(quotient & ((BigInteger.One << excess) - 1)).IsZero);
        var bits = (ulong)(quotient >> excess) | (isInexact ? 1UL : 0);
        return Math.ScaleB((double)bits, excess - shift) * Numerator.Sign;
    }

    public bool Equals(ExactNumber other) =>
        Numerator == other.Numerator && _denominatorLessOne == other._denominatorLessOne;

    public override bool Equals(object? obj) => obj is ExactNumber other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorLessOne);

    /// <summary>In the invariant culture: all digits where they are few enough, else those of the nearest double.</summary>
    public override string ToString()
    {
        var decimals = Decimals();
        if (decimals is < 0 or > MostShownDigits)
        {
            return ToDouble().ToString("R", CultureInfo.InvariantCulture);
        }

        var scaled = BigInteger.Abs(TimesTenTo(decimals).Numerator).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        if (scaled.Length > MostShownDigits)
        {
            return ToDouble().ToString("R", CultureInfo.InvariantCulture);
        }

        var text = decimals == 0 ? scaled : $"{scaled[..^decimals]}.{scaled[^decimals..]}";
        return Numerator.Sign < 0 ? "-" + text : text;
    }

    // Digits after the decimal point; -1 where they never end.
    private int Decimals()
    {
        var (rest, twos, fives) = (Denominator, 0, 0);
        for (; rest.IsEven; twos++)
        {
            rest /= 2;
        }

        for (; (rest % 5).IsZero; fives++)
        {
            rest /= 5;
        }

        return rest.IsOne ? Math.Max(twos, fives) : -1;
    }
}
