using System.Globalization;
using static Accelerated.Metrics.NumberCharacters;

namespace Accelerated.Metrics;

/// <summary>What follows the digits: powers, percent signs and magnitudes.</summary>
internal ref partial struct NumberScanner
{
    private const int LongestWord = 12;
    private const int MostMagnitudes = 3;

    // 2^10, 2^{10}, 2**10, 5².
    private readonly bool TryPower(ref int at, ref NumberToken core)
    {
        if (!TryExponent(at, out var exponent, out var end))
        {
            return false;
        }

        core = end > at && exponent is { } power && core.Value.TryPower(power, out var value)
            ? new NumberToken { Value = value }
            : new NumberToken { Kind = NumberTokenKind.Unreadable };
        at = Math.Max(end, at + 1);
        return true;
    }

    // The exponent after ^, ** or in superscripts; true with null where one is meant but is no number, as in 2^n.
    private readonly bool TryExponent(int at, out int? exponent, out int end)
    {
        exponent = null;
        end = at;
        if (Superscript(At(at)) != '\0')
        {
            var isBelowZero = Superscript(At(at)) == '-';
            var start = isBelowZero ? at + 1 : at;
            for (end = start; Superscript(At(end)) is >= '0' and <= '9'; end++)
            {
                exponent = Math.Min(((exponent ?? 0) * 10) + Superscript(At(end)) - '0', ExactNumber.MostDigits * 10);
            }

            exponent = isBelowZero ? -exponent : exponent;
            return end > start;
        }

        var mark = At(at) == '^' ? 1 : HasAt(at, "**") && (IsDigit(At(at + 2)) || (IsMinus(At(at + 2)) && IsDigit(At(at + 3)))) ? 2 : 0;
        if (mark == 0)
        {
            return false;
        }

        var isBraced = At(at + mark) == '{';
        var sign = at + mark + (isBraced ? 1 : 0);
        var digits = IsSign(At(sign)) ? sign + 1 : sign;
        end = EndOfDigits(digits);
        if (end == digits || (isBraced && At(end) != '}'))
        {
            return true;
        }

        var size = end - digits > 5 ? ExactNumber.MostDigits * 10 : int.Parse(Digits(digits, end), CultureInfo.InvariantCulture);
        exponent = IsMinus(At(sign)) ? -size : size;
        end = isBraced ? end + 1 : end;
        return true;
    }

    // e5, × 10^5 and a percent sign.
    private readonly NumberToken WithSuffixes(NumberToken core, ref int at)
    {
        if (core.IsPlain && At(at) is 'e' or 'E' && TryScientific(at, out var power, out var end))
        {
            core = Scaled(core, power);
            at = end;
        }

        if (TryTimesTen(at, out var exponent, out end))
        {
            core = exponent is { } tens ? Scaled(core, tens) : new NumberToken { Kind = NumberTokenKind.Unreadable };
            at = end;
        }

        var percent = SkipBlanks(at);
        percent = At(percent) == '\\' ? percent + 1 : percent;
        at = IsPercent(At(percent)) ? percent + 1 : at;
        return core;
    }

    private static NumberToken Scaled(NumberToken core, int power) => Math.Abs(power) <= ExactNumber.MostDigits
        ? core with { Value = core.Value.TimesTenTo(power) }
        : new NumberToken { Kind = NumberTokenKind.Unreadable };

    private readonly bool TryScientific(int at, out int power, out int end)
    {
        var digits = IsSign(At(at + 1)) ? at + 2 : at + 1;
        end = EndOfDigits(digits);
        power = end - digits is 0 or > 5 ? int.MaxValue / 2 : int.Parse(Digits(digits, end), CultureInfo.InvariantCulture);
        power = IsMinus(At(at + 1)) ? -power : power;
        return end > digits;
    }

    private readonly bool TryTimesTen(int at, out int? exponent, out int end)
    {
        (exponent, end) = (null, at);
        var sign = SkipBlanks(at);
        var after = At(sign) is '\u00d7' or '\u00b7' or '\u22c5' or 'x' or 'X' or '*' ? sign + 1
            : HasAt(sign, @"\times") ? sign + 6
            : HasAt(sign, @"\cdot") ? sign + 5
            : -1;
        if (after < 0)
        {
            return false;
        }

        var ten = SkipBlanks(after);
        return HasAt(ten, "10") && TryExponent(ten + 2, out exponent, out end);
    }

    // The number times what follows it: million, Mio., lakh, 万; and k, m, bn after an amount of money, or where they are asked for.
    private readonly ExactNumber Magnified(ExactNumber value, ref int at, bool hasCurrency)
    {
        for (var k = 0; k < MostMagnitudes; k++)
        {
            value = MagnifiedOnce(value, ref at, hasCurrency); // two lakh crore, 5\u5343\u4e07
        }

        return value;
    }

    private readonly ExactNumber MagnifiedOnce(ExactNumber value, ref int at, bool hasCurrency)
    {
        if (IdeographicPower(At(at)) is var ideographic and > 0)
        {
            at++;
            return value.TimesTenTo(ideographic);
        }

        var start = SkipBlanks(at);
        var end = start;
        while (end < _text.Length && end - start <= LongestWord && IsWordLetter(_text[end]))
        {
            end++;
        }

        var word = _text[start..end];
        if (word.IsEmpty || word.Length > LongestWord || IsDigit(At(end)))
        {
            return value;
        }

        if (Magnitudes.OfWord(word, locale.HasLongScale) is var power and > 0)
        {
            at = end;
            return value.TimesTenTo(power);
        }

        var isMath = hasCurrency && At(end) == '$'; // $5m$ is five metres
        var isAsked = magnitudes || (!isMath && (hasCurrency || IsCurrency(At(SkipBlanks(end)))));
        if (isAsked && start == at && Magnitudes.OfLetters(word) is var letters and > 0)
        {
            at = end;
            return value.TimesTenTo(letters);
        }

        return value;
    }

    private static int IdeographicPower(char c) => c switch
    {
        '\u767e' => 2,
        '\u5343' => 3,
        '\u4e07' or '\u842c' or '\ub9cc' => 4,
        '\u4ebf' or '\u5104' or '\uc5b5' => 8,
        '\u5146' => 12,
        _ => 0,
    };
}
