using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>
/// One spelling for each number, so that 3, 3.0, 03, +3 and 3e0 are one answer. Digits are moved, never rounded: 0.1 and
/// 0.10000000000000000001 stay different.
/// </summary>
internal static class CanonicalNumber
{
    // Beyond so many digits from the point, a number is written with an exponent.
    private const int LongestPlain = 40;

    /// <summary>
    /// The canonical spelling of the number that a text is, surrounding white space left out; null where it is not a decimal number.
    /// </summary>
    /// <param name="text">
    /// Sign, digits with at most one point, and an exponent, all but a digit optional; as in the invariant culture.
    /// </param>
    public static string? Of(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var negative = text is ['-', ..];
        if (text is ['-' or '+', ..])
        {
            text = text[1..];
        }

        var exponent = 0L;
        var mark = text.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            if (!int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power))
            {
                return null;
            }

            exponent = power;
            text = text[..mark];
        }

        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        // The number is digits x 10^exponent.
        exponent -= fraction.Length;
        var digits = string.Concat(whole, fraction).TrimStart('0');
        var kept = digits.TrimEnd('0');
        exponent += digits.Length - kept.Length;
        return kept.Length == 0 ? "0" : string.Concat(negative ? "-" : "", Write(kept, exponent));
    }

    /// <summary>The canonical spelling where the text is a decimal number, else the text itself.</summary>
    public static string OrText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(text) ?? text;
    }

    private static string Write(string digits, long exponent)
    {
        var whole = digits.Length + exponent; // digits before the point
        if (whole > LongestPlain || exponent < -LongestPlain)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{digits}e{exponent}");
        }

        return exponent >= 0 ? digits + new string('0', (int)exponent)
            : whole > 0 ? string.Concat(digits.AsSpan(0, (int)whole), ".", digits.AsSpan((int)whole))
            : string.Concat("0.", new string('0', (int)-whole), digits);
    }
}
