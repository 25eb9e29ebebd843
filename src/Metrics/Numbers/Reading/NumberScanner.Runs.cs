using System.Text;
using static Accelerated.Metrics.NumberCharacters;

namespace Accelerated.Metrics;

/// <summary>Digits and what separates them.</summary>
internal ref partial struct NumberScanner
{
    private enum Separator
    {
        Comma,
        LatexComma,
        Point,
        Apostrophe,
        Blank,
        FirmBlank,
        ArabicPoint,
        ArabicComma,
        Underscore,
    }

    private readonly int EndOfDigits(int index)
    {
        while (IsDigit(At(index)))
        {
            index++;
        }

        return index;
    }

    private readonly string Digits(int start, int end)
    {
        var digits = new StringBuilder(end - start);
        for (var i = start; i < end; i++)
        {
            if (IsDigit(_text[i]))
            {
                digits.Append(Ascii(_text[i]));
            }
        }

        return digits.ToString();
    }

    private readonly bool TryDigits(int start, int end, out ExactNumber value)
    {
        var isRead = end - start <= ExactNumber.MostDigits;
        value = isRead ? ExactNumber.Decimal(Digits(start, end), 0) : default;
        return isRead;
    }

    // The separator at the index, and the index of the digit behind it; false where none is between two digits.
    private readonly bool TrySeparator(int at, out Separator separator, out int next)
    {
        (separator, next) = At(at) switch
        {
            var c when IsComma(c) && at >= _listEnd => (Separator.Comma, at + 1),
            var c when IsPoint(c) => (Separator.Point, at + 1),
            var c when IsApostrophe(c) => (Separator.Apostrophe, at + 1),
            ' ' => (Separator.Blank, at + 1),
            var c when IsBlank(c) => (Separator.FirmBlank, at + 1),
            '\u066b' => (Separator.ArabicPoint, at + 1),
            '\u066c' => (Separator.ArabicComma, at + 1),
            '_' => (Separator.Underscore, at + 1),
            '{' when HasAt(at, "{,}") => (Separator.LatexComma, at + 3),
            '\\' when At(at + 1) is ',' or '!' or ';' or ':' or ' ' => (Separator.FirmBlank, at + 2),
            '\\' when At(at + 1) == '\'' => (Separator.Apostrophe, at + 2),
            _ => (default, -1),
        };
        if (next >= 0 && At(next) == '\\' && At(next + 1) is '!' or ',' or ' ')
        {
            next += 2; // a second blank of LaTeX: 9{,}\!500
        }

        if (next < 0 || !IsDigit(At(next)))
        {
            return false;
        }

        // Blanks, apostrophes and underscores only group: between other digits they part two numbers.
        return separator is not (Separator.Blank or Separator.FirmBlank or Separator.Apostrophe or Separator.Underscore)
            || EndOfDigits(next) - next == 3;
    }

    private NumberToken ReadRun(ref int at)
    {
        var start = at;
        if (IsPoint(_text[at]))
        {
            at = EndOfDigits(at + 1);
            return Plain(Digits(start + 1, at), at - start - 1) with { Decimal = '.' };
        }

        at = EndOfDigits(at);
        var firstGroup = at - start;
        var digits = new StringBuilder(Digits(start, at));
        Span<int> lengths = stackalloc int[MostGroups];
        Span<Separator> separators = stackalloc Separator[MostGroups];
        var count = 0;
        var total = 0;
        while (TrySeparator(at, out var separator, out var next))
        {
            // Blanks and apostrophes part groups only, of which the first has up to three digits: 1,5 100 is two numbers.
            if (separator is Separator.Blank or Separator.FirmBlank or Separator.Apostrophe
                && (count == 0 ? firstGroup > 3 || _text[start] == '0' : separators[count - 1] != separator))
            {
                break;
            }

            at = EndOfDigits(next);
            if (count < MostGroups)
            {
                (separators[count], lengths[count]) = (separator, at - next);
                digits.Append(Digits(next, at));
                count++;
            }

            total++;
        }

        var isTooLong = total > MostGroups || digits.Length > ExactNumber.MostDigits;
        return isTooLong ? new NumberToken { Kind = NumberTokenKind.Unreadable }
            : Interpret(ref at, start, firstGroup, digits.ToString(), separators[..count], lengths[..count]);
    }

    private const int MostGroups = ExactNumber.MostDigits / 2;

    private static NumberToken Plain(string digits, int decimals) => digits.Length <= ExactNumber.MostDigits
        ? new NumberToken { Value = ExactNumber.Decimal(digits, decimals), IsPlain = true }
        : new NumberToken { Kind = NumberTokenKind.Unreadable };

    private NumberToken Interpret(
        ref int at, int start, int firstGroup, string digits, scoped ReadOnlySpan<Separator> separators, scoped ReadOnlySpan<int> lengths)
    {
        if (separators.IsEmpty)
        {
            return Plain(digits, 0);
        }

        var last = separators[^1];
        var canGroup = firstGroup <= 3 && digits[0] != '0';
        if (separators.Length == 1)
        {
            return last == Separator.Comma && IsInList(start, at)
                ? FirstOfList(ref at, start, firstGroup, digits)
                : One(last, lengths[0], canGroup, digits);
        }

        // The last separator is the decimal one where it differs from those before it, which are all alike.
        var before = separators[..^1];
        var isDecimal = last != before[0] && before.IndexOfAnyExcept(before[0]) < 0
            && last is Separator.Comma or Separator.LatexComma or Separator.Point or Separator.ArabicPoint;
        if (isDecimal && last != before[0] && canGroup && AreGroups(before[0], firstGroup, lengths[..^1]))
        {
            return Plain(digits, lengths[^1]) with { Decimal = last is Separator.Comma or Separator.LatexComma ? ',' : '.' };
        }

        if (separators.IndexOfAnyExcept(last) < 0 && last != Separator.ArabicPoint && canGroup && AreGroups(last, firstGroup, lengths))
        {
            return Plain(digits, 0) with { Decimal = last switch { Separator.Comma => '.', Separator.Point => ',', _ => '\0' } };
        }

        // 1,2,3 without blanks is a list of numbers; a group of three among them makes it a number that is written wrongly.
        if (last == Separator.Comma && separators.IndexOfAnyExcept(Separator.Comma) < 0 && !lengths.Contains(3))
        {
            return FirstOfList(ref at, start, firstGroup, digits);
        }

        return new NumberToken { Kind = NumberTokenKind.Unreadable };
    }

    private NumberToken FirstOfList(ref int at, int start, int firstGroup, string digits)
    {
        _listEnd = at;
        at = start + firstGroup;
        return Plain(digits[..firstGroup], 0);
    }

    // Whether other numbers are listed before or behind: 1, 2,3 and 3,5, 7.
    private readonly bool IsInList(int start, int end)
    {
        var before = start - 1;
        while (IsBlank(At(before)))
        {
            before--;
        }

        return locale.CommaGroups
            && ((IsComma(At(before)) && IsDigit(At(before - 1))) || (IsComma(At(end)) && IsDigit(At(SkipBlanks(end + 1)))));
    }

    private readonly NumberToken One(Separator separator, int length, bool canGroup, string digits)
    {
        var isGroup = canGroup && length == 3;
        return separator switch
        {
            Separator.Comma when isGroup => Plain(digits, locale.CommaGroups ? 0 : length) with { IsAmbiguous = !locale.IsChosen },
            Separator.Point when isGroup => Plain(digits, locale.PointGroups ? 0 : length) with { IsAmbiguous = !locale.IsChosen },
            Separator.Comma => Plain(digits, length) with { Decimal = ',', IsAmbiguous = !locale.IsChosen },
            Separator.Point or Separator.ArabicPoint => Plain(digits, length) with { Decimal = '.' },
            Separator.LatexComma when !isGroup => Plain(digits, length) with { Decimal = ',' },
            Separator.Blank => Plain(digits, 0) with { IsAmbiguous = !locale.IsChosen },
            _ when isGroup => Plain(digits, 0),
            _ => new NumberToken { Kind = NumberTokenKind.Unreadable },
        };
    }

    // Groups of three; after commas also the Indian ones of two with three at the end.
    private static bool AreGroups(Separator separator, int firstGroup, ReadOnlySpan<int> lengths) =>
        lengths.IndexOfAnyExcept(3) < 0
        || (separator is Separator.Comma or Separator.LatexComma && firstGroup <= 2 && lengths[^1] == 3
            && lengths[..^1].IndexOfAnyExcept(2) < 0);
}
