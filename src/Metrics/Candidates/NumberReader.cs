using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>
/// Reads a candidate's number, in the invariant culture: the whole trimmed text, or by choice the first or last number in it. A number
/// in a text is a run of digits with an optional sign (ASCII or U+2212), commas between groups of three digits, fraction and exponent; the
/// sign counts only where no letter or digit precedes it, and digits that continue a word (<c>x2</c>) are not a number.
/// </summary>
/// <param name="missing">What to do with a text that has no finite number.</param>
/// <param name="place">Where in the text the number is.</param>
internal sealed class NumberReader(MissingNumber missing = MissingNumber.Skip, NumberPlace place = NumberPlace.Whole)
{
    private const char Minus = '\u2212';

    /// <summary>What happens to a text that has no finite number.</summary>
    public MissingNumber Missing { get; } = missing;

    /// <summary>Where in the text the number is.</summary>
    public NumberPlace Place { get; } = place;

    /// <summary>Reads the number of <paramref name="candidate"/>; false where there is none and such candidates are skipped.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="index">Its index, for the error.</param>
    /// <param name="value">The number.</param>
    /// <param name="role">What the candidate is, for the error.</param>
    /// <exception cref="CandidateException">There is no number, and such candidates are refused.</exception>
    public bool TryRead(Candidate candidate, int index, out double value, string role = "Candidate")
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var isFound = Place == NumberPlace.Whole
            ? TryParse(candidate.Text.AsSpan().Trim(), NumberStyles.Float, out value)
            : TryFind(candidate.Text, out value);
        if (isFound)
        {
            return true;
        }

        return Missing == MissingNumber.Skip ? false : throw NotANumber(candidate, index, role);
    }

    internal CandidateException NotANumber(Candidate candidate, int index, string role) => new(
        Place == NumberPlace.Whole
            ? $"{role} {index} is '{Excerpt(candidate.Text)}', not a finite number; a numeric metric reads the whole text. "
                + "Leave it out, let such candidates be skipped with the option missing=skip, or read a number within the text "
                + "with number=last."
            : $"{role} {index} is '{Excerpt(candidate.Text)}' and holds no finite number. Leave it out, or let such candidates be "
                + "skipped with the option missing=skip.",
        index);

    private bool TryFind(ReadOnlySpan<char> text, out double value)
    {
        var found = false;
        value = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var end = EndOfNumber(text, i);
            if (end > i)
            {
                if (TryParse(text[i..end], NumberStyles.Float | NumberStyles.AllowThousands, out var number))
                {
                    value = number;
                    found = true;
                    if (Place == NumberPlace.First)
                    {
                        return true;
                    }
                }

                i = end - 1;
            }
        }

        return found;
    }

    // The end of the number that starts at i, or i.
    private static int EndOfNumber(ReadOnlySpan<char> text, int i)
    {
        var start = i;
        if (i > 0 && char.IsLetterOrDigit(text[i - 1]))
        {
            return start;
        }

        if (text[i] is '+' or '-' or Minus)
        {
            i++;
        }

        var end = EndOfDigits(text, i);
        if (end > i && end - i <= 3)
        {
            while (end < text.Length && text[end] == ',' && EndOfDigits(text, end + 1) == end + 4)
            {
                end += 4;
            }
        }

        if (end < text.Length && text[end] == '.' && EndOfDigits(text, end + 1) is var fraction && fraction > end + 1)
        {
            end = fraction;
        }

        if (end == i)
        {
            return start;
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var digits = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            var exponent = EndOfDigits(text, digits);
            end = exponent > digits ? exponent : end;
        }

        return end;
    }

    private static int EndOfDigits(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        return i;
    }

    private static bool TryParse(ReadOnlySpan<char> text, NumberStyles styles, out double value)
    {
        var read = text.Length > 0 && text[0] == Minus
            ? double.TryParse($"-{text[1..]}", styles, CultureInfo.InvariantCulture, out value)
            : double.TryParse(text, styles, CultureInfo.InvariantCulture, out value);
        return read && double.IsFinite(value);
    }

    private static string Excerpt(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "...");
}
