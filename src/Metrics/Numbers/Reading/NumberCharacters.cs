using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>What characters mean in numbers, in all scripts.</summary>
internal static class NumberCharacters
{
    public static bool IsDigit(char c) => char.IsAsciiDigit(c) || (c > '\u007f' && char.IsDigit(c));

    public static char Ascii(char digit) => char.IsAsciiDigit(digit) ? digit : (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(digit));

    public static bool IsMinus(char c) =>
        c is '-' or '\u2212' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\ufe63' or '\uff0d';

    public static bool IsSign(char c) => c is '+' or '\uff0b' || IsMinus(c);

    public static bool IsPoint(char c) => c is '.' or '\uff0e';

    public static bool IsComma(char c) => c is ',' or '\uff0c';

    public static bool IsApostrophe(char c) => c is '\'' or '\u2019' or '\u02bc' or '\uff07';

    /// <summary>Blanks within a number: the usual one, those that do not break, thin and figure spaces.</summary>
    public static bool IsBlank(char c) => c is ' ' or '\u00a0' or '\u202f' or '\u2007' or '\u2009';

    public static bool IsSlash(char c) => c is '/' or '\u2044' or '\u2215' or '\uff0f';

    public static bool IsPercent(char c) => c is '%' or '\uff05' or '\u066a';

    public static bool IsCurrency(char c) => c == '$' || (c > '\u007f' && char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol);

    /// <summary>
    /// Whether a digit after it continues a word (<c>v2</c>); scripts that are written without blanks have no such words.
    /// </summary>
    public static bool IsWordLetter(char c) => c == '_' || (char.IsLetter(c) && !IsUnspaced(c));

    /// <summary>The digit or minus that a superscript writes: '0' to '9', '-', or '\0'.</summary>
    public static char Superscript(char c) => c switch
    {
        '\u00b2' => '2',
        '\u00b3' => '3',
        '\u00b9' => '1',
        '\u2070' => '0',
        >= '\u2074' and <= '\u2079' => (char)('4' + (c - '\u2074')),
        '\u207b' => '-',
        _ => '\0',
    };

    /// <summary>The fraction that one character writes, such as a half.</summary>
    public static (int Numerator, int Denominator) Vulgar(char c) => c switch
    {
        '\u00bc' => (1, 4),
        '\u00bd' => (1, 2),
        '\u00be' => (3, 4),
        '\u2150' => (1, 7),
        '\u2151' => (1, 9),
        '\u2152' => (1, 10),
        '\u2153' => (1, 3),
        '\u2154' => (2, 3),
        '\u2155' => (1, 5),
        '\u2156' => (2, 5),
        '\u2157' => (3, 5),
        '\u2158' => (4, 5),
        '\u2159' => (1, 6),
        '\u215a' => (5, 6),
        '\u215b' => (1, 8),
        '\u215c' => (3, 8),
        '\u215d' => (5, 8),
        '\u215e' => (7, 8),
        _ => default,
    };

    // Thai to Myanmar, Khmer, kana, ideographs, Hangul and their half- and full-width forms; Arabic and Hebrew too,
    // whose words never end in digits.
    private static bool IsUnspaced(char c) => c is >= '\u0590' and <= '\u08ff' or >= '\u0e00' and <= '\u0eff' or >= '\u1000' and <= '\u109f'
        or >= '\u1780' and <= '\u17ff' or >= '\u2e80' and <= '\ud7ff' or >= '\uf900' and <= '\ufdff' or >= '\ufe70' and <= '\ufeff'
        or >= '\uff66' and <= '\uffdc' || char.IsSurrogate(c);
}
