using System.Collections.Frozen;
using static Accelerated.Metrics.NumberCharacters;

namespace Accelerated.Metrics;

/// <summary>What comes before a number: its sign, its currency, the word that says what it counts.</summary>
internal ref partial struct NumberScanner
{
    private const int LongestRemark = 256;

    private static readonly FrozenSet<string> CurrencyCodes = FrozenSet.Create(
        "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "RMB", "INR", "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RUB", "TRY",
        "BRL", "MXN", "ZAR", "KRW", "SGD", "HKD", "TWD", "THB", "IDR", "ILS", "AED", "SAR", "Rs", "kr", "Fr");

    private static readonly FrozenSet<string> Labels = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "step", "steps", "line", "lines", "page", "pages", "question", "problem", "equation", "eq", "figure", "fig", "table", "section",
        "chapter", "example", "exercise", "note", "footnote", "item", "paragraph", "appendix", "theorem", "lemma", "rule",
        "schritt", "zeile", "seite", "frage", "aufgabe", "gleichung", "abschnitt", "kapitel", "beispiel",
        "\u00e9tape", "ligne", "exemple", "chapitre", "paso", "p\u00e1gina", "l\u00ednea", "ejemplo");

    // First index, whether it is below zero, and whether it is an amount of money.
    private readonly (int First, bool IsNegative, bool HasCurrency) Prefix(int start)
    {
        var (first, isNegative) = Sign(start);
        var blank = first;
        while (blank > 0 && IsBlank(_text[blank - 1]))
        {
            blank--;
        }

        if (IsCurrency(At(blank - 1)))
        {
            first = blank - 1;
            first = At(first - 1) == '\\' ? first - 1 : first;
            for (var letters = 0; letters < 3 && char.IsAsciiLetterUpper(At(first - 1)); letters++)
            {
                first--;
            }
        }
        else if (CurrencyCodeBefore(blank) is var length and > 0)
        {
            first = blank - length;
        }
        else
        {
            return isNegative || !IsAfterMinus(blank) ? (first, isNegative, false) : (blank - WordBefore(blank).Length, true, false);
        }

        var (signed, isNegativeAmount) = Sign(first);
        return (signed, isNegative || isNegativeAmount, true);
    }

    // A sign directly before the index; after a digit, a letter or a bracket it is an operator or a dash.
    private readonly (int First, bool IsNegative) Sign(int index)
    {
        var before = At(index - 2);
        return IsSign(At(index - 1)) && !IsDigit(before) && !IsWordLetter(before) && !IsSign(before)
                && before is not (')' or ']' or '}' or '%')
            ? (index - 1, IsMinus(At(index - 1)))
            : (index, false);
    }

    private readonly bool IsAfterMinus(int end)
    {
        var word = WordBefore(end);
        if (!(word.Equals("minus", StringComparison.OrdinalIgnoreCase) || word.Equals("negative", StringComparison.OrdinalIgnoreCase))
            || !IsBlank(At(end)))
        {
            return false;
        }

        var before = end - word.Length;
        while (before > 0 && IsBlank(_text[before - 1]))
        {
            before--;
        }

        return !IsDigit(At(before - 1)) && At(before - 1) != ')';
    }

    private readonly ReadOnlySpan<char> WordBefore(int end)
    {
        var start = end;
        while (start > 0 && end - start <= LongestWord && IsWordLetter(_text[start - 1]))
        {
            start--;
        }

        return _text[Math.Max(0, start)..Math.Max(0, end)];
    }

    // The length of a currency's code (USD, Rs.) that ends at the index; 0 where there is none.
    private readonly int CurrencyCodeBefore(int end)
    {
        var point = At(end - 1) == '.' ? 1 : 0;
        var word = WordBefore(end - point);
        return CurrencyCodes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) ? word.Length + point : 0;
    }

    // Whether the number names a place of the text (step 2, #3), not a quantity.
    private readonly bool IsLabelled(int first)
    {
        if (At(first - 1) == '#')
        {
            return At(first - 2) != '#';
        }

        var end = first;
        while (end > 0 && (IsBlank(_text[end - 1]) || _text[end - 1] == '.') && first - end < 2)
        {
            end--;
        }

        return end < first && Labels.GetAlternateLookup<ReadOnlySpan<char>>().Contains(WordBefore(end));
    }

    // Numbers in a remark with words, in parentheses behind a number, are not the answer: 18 (see step 2).
    private void NoteRemark()
    {
        if (!_seenNumber || _at < _remarkEnd)
        {
            return;
        }

        var depth = 0;
        var letters = 0;
        var hasWord = false;
        for (var i = _at; i < _text.Length && i - _at <= LongestRemark; i++)
        {
            letters = char.IsLetter(_text[i]) ? letters + 1 : 0;
            hasWord |= letters >= 2;
            depth += _text[i] switch { '(' or '\uff08' => 1, ')' or '\uff09' => -1, _ => 0 };
            if (depth == 0)
            {
                _remarkEnd = hasWord ? i + 1 : _remarkEnd;
                return;
            }
        }
    }
}
