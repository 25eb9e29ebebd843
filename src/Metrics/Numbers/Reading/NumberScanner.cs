using System.Numerics;
using static Accelerated.Metrics.NumberCharacters;

namespace Accelerated.Metrics;

/// <summary>
/// Finds the numbers of a text from left to right, in time linear in its length. A number may have a sign, a currency before it, groups of
/// digits, a fraction, a power, a percent sign (which is dropped) and a magnitude; a unit behind it is left. Digits that continue a word
/// (<c>x2</c>, <c>GPT-4</c>) are no number. <see cref="NumberLocale"/> says how <c>1,234</c> and <c>1.234</c> are read.
/// </summary>
internal ref partial struct NumberScanner(ReadOnlySpan<char> text, NumberLocale locale, bool magnitudes)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private int _listEnd; // before it commas part numbers
    private int _remarkEnd; // before it numbers belong to a remark
    private bool _seenNumber;

    /// <summary>The next number; false at the end of the text.</summary>
    public bool TryNext(out NumberToken token)
    {
        for (; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == '\uff08' || (c == '(' && _at > 0 && char.IsWhiteSpace(_text[_at - 1])))
            {
                NoteRemark();
            }

            if (CanStart(c) && TryRead(_at, out token))
            {
                _at = Math.Max(token.End, _at + 1);
                return true;
            }
        }

        token = default;
        return false;
    }

    private static bool CanStart(char c) => IsDigit(c) || IsPoint(c) || c == '\\' || Vulgar(c) != default;

    private readonly char At(int index) => (uint)index < (uint)_text.Length ? _text[index] : '\0';

    private readonly bool HasAt(int index, string part) =>
        index >= 0 && index <= _text.Length && _text[index..].StartsWith(part, StringComparison.Ordinal);

    private readonly int SkipBlanks(int index)
    {
        while (IsBlank(At(index)))
        {
            index++;
        }

        return index;
    }

    private bool TryRead(int start, out NumberToken token)
    {
        token = default;
        var body = start;
        if (Continues(start))
        {
            // The digits of a word are passed over together with it.
            _at = IsDigit(_text[start]) ? EndOfWord(start) - 1 : start;
            return false;
        }

        if (!TryCore(ref body, out var core))
        {
            return false;
        }

        if (core.Kind == NumberTokenKind.Number)
        {
            core = WithSuffixes(core, ref body);
        }

        var (first, isNegative, hasCurrency) = Prefix(start);
        if (core.Kind == NumberTokenKind.Number)
        {
            core = core with { Value = Magnified(core.Value, ref body, hasCurrency) };
            core = isNegative ? core with { Value = -core.Value } : core;
        }

        // A number in parts, such as one of a hundred million and another of thousands.
        if (IdeographicPower(At(body - 1)) > 0 && IsDigit(At(body)))
        {
            core = new NumberToken { Kind = NumberTokenKind.Unreadable };
            while (IsDigit(At(body)) || IdeographicPower(At(body)) > 0)
            {
                body++;
            }
        }

        token = core with { Start = first, End = body, IsAside = body < _remarkEnd || IsLabelled(first) };
        _seenNumber |= token.Kind == NumberTokenKind.Number;
        return true;
    }

    // Whether the digit or point at the index goes on with a word, a number or a path.
    private readonly bool Continues(int start)
    {
        var before = At(start - 1);
        if (IsDigit(before) || (IsPoint(before) && IsDigit(At(start - 2))))
        {
            return true;
        }

        if (before == '-' && IsWordLetter(At(start - 2)) && IsDigit(_text[start]))
        {
            return true;
        }

        return (IsWordLetter(before) && _text[start] != '\\' && CurrencyCodeBefore(start) == 0)
            || (IsPoint(_text[start]) && !IsDigit(At(start + 1)));
    }

    private readonly int EndOfWord(int start)
    {
        var end = start;
        while (end < _text.Length && (IsDigit(_text[end]) || IsWordLetter(_text[end])))
        {
            end++;
        }

        return Math.Max(end, start + 1);
    }

    // Digits with their separators, a fraction or a power of a backslash; moves behind it.
    private bool TryCore(ref int at, out NumberToken core)
    {
        if (_text[at] == '\\')
        {
            return TryLatexFraction(ref at, out core);
        }

        if (Vulgar(_text[at]) is { Denominator: > 0 } vulgar)
        {
            at++;
            core = new NumberToken { Value = Quotient(vulgar.Numerator, vulgar.Denominator) };
            return true;
        }

        core = ReadRun(ref at);
        if (core.Kind != NumberTokenKind.Number)
        {
            return true;
        }

        _ = TryLiteral(ref at, ref core) || TryFraction(ref at, ref core) || TryPower(ref at, ref core);
        return true;
    }

    private static ExactNumber Quotient(BigInteger numerator, BigInteger denominator)
    {
        _ = ExactNumber.TryDivide(ExactNumber.Of(numerator), ExactNumber.Of(denominator), out var quotient);
        return quotient;
    }

    // Times (12:30), ratios (3:1) and dates (2024-01-31, 1/2/2024): answers as they are written.
    private readonly bool TryLiteral(ref int at, ref NumberToken core)
    {
        if (!core.IsPlain || core.Decimal != '\0')
        {
            return false;
        }

        var separator = At(at);
        var isDate = separator == '-' ? IsDigit(At(at + 1)) && At(EndOfDigits(at + 1)) == '-' && IsDigit(At(EndOfDigits(at + 1) + 1))
            : IsSlash(separator) && IsDigit(At(at + 1)) && IsSlash(At(EndOfDigits(at + 1))) && IsDigit(At(EndOfDigits(at + 1) + 1));
        if (!isDate && !(separator == ':' && IsDigit(At(at + 1))))
        {
            return false;
        }

        while (At(at) == separator && IsDigit(At(at + 1)))
        {
            at = EndOfDigits(at + 1);
        }

        core = new NumberToken { Kind = NumberTokenKind.Literal };
        return true;
    }

    // 1/2, 2 1/2, 2½.
    private readonly bool TryFraction(ref int at, ref NumberToken core)
    {
        var isWhole = core.Value.IsInteger && core.Decimal == '\0';
        if (isWhole && Vulgar(At(SkipBlanks(at))) is { Denominator: > 0 } vulgar)
        {
            at = SkipBlanks(at) + 1;
            core = new NumberToken { Value = core.Value + Quotient(vulgar.Numerator, vulgar.Denominator) };
            return true;
        }

        var latex = SkipBlanks(at);
        if (isWhole && At(latex) == '\\' && TryLatexFraction(ref latex, out var fraction) && fraction.Kind == NumberTokenKind.Number)
        {
            (at, core) = (latex, new NumberToken { Value = core.Value + fraction.Value });
            return true;
        }

        if (isWhole && IsBlank(At(at)) && IsDigit(At(at + 1)) && TryProper(at + 1, out var proper, out var end))
        {
            (at, core) = (end, new NumberToken { Value = core.Value + proper });
            return true;
        }

        if (!IsSlash(At(at)) || !IsDigit(At(at + 1)))
        {
            return false;
        }

        end = EndOfDigits(at + 1);
        core = TryDigits(at + 1, end, out var denominator) && ExactNumber.TryDivide(core.Value, denominator, out var quotient)
            ? new NumberToken { Value = quotient }
            : new NumberToken { Kind = NumberTokenKind.Unreadable };
        at = end;
        return true;
    }

    // A fraction below one, as it follows a whole number: 1/2.
    private readonly bool TryProper(int start, out ExactNumber value, out int end)
    {
        value = default;
        var slash = EndOfDigits(start);
        end = EndOfDigits(slash + 1);
        return IsSlash(At(slash)) && IsDigit(At(slash + 1)) && !(IsSlash(At(end)) && IsDigit(At(end + 1)))
            && TryDigits(start, slash, out var numerator) && TryDigits(slash + 1, end, out var denominator)
            && numerator.Numerator < denominator.Numerator && ExactNumber.TryDivide(numerator, denominator, out value);
    }

    // \frac{1}{2}, \frac12, \dfrac, \tfrac.
    private readonly bool TryLatexFraction(ref int at, out NumberToken core)
    {
        core = default;
        var end = HasAt(at, @"\frac") ? at + 5 : HasAt(at, @"\dfrac") || HasAt(at, @"\tfrac") || HasAt(at, @"\cfrac") ? at + 6 : -1;
        if (end < 0)
        {
            return false;
        }

        core = TryArgument(ref end, out var numerator) && TryArgument(ref end, out var denominator)
            && ExactNumber.TryDivide(numerator, denominator, out var value)
                ? new NumberToken { Value = value }
                : new NumberToken { Kind = NumberTokenKind.Unreadable };
        at = Math.Max(end, at + 5);
        for (var braces = 0; core.Kind == NumberTokenKind.Unreadable && braces < 2 && At(at) == '{'; braces++)
        {
            at += Math.Max(1, 1 + _text[at..Math.Min(_text.Length, at + LongestRemark)].IndexOf('}'));
        }

        return true;
    }

    // {12}, {-1.5} or one digit.
    private readonly bool TryArgument(ref int at, out ExactNumber value)
    {
        value = default;
        at = SkipBlanks(at);
        if (IsDigit(At(at)))
        {
            return TryDigits(at, ++at, out value);
        }

        if (At(at) != '{')
        {
            return false;
        }

        var start = SkipBlanks(at + 1);
        var isNegative = IsMinus(At(start));
        start = isNegative ? start + 1 : start;
        var whole = EndOfDigits(start);
        var end = At(whole) == '.' ? EndOfDigits(whole + 1) : whole;
        var close = SkipBlanks(end);
        if (whole == start || end - start > ExactNumber.MostDigits || At(close) != '}')
        {
            return false;
        }

        value = ExactNumber.Decimal(Digits(start, end), Math.Max(0, end - whole - 1));
        value = isNegative ? -value : value;
        at = close + 1;
        return true;
    }
}
