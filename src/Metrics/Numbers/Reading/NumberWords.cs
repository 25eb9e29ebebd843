namespace Accelerated.Metrics;

/// <summary>Whole numbers in English words, such as <c>twenty-one</c> and <c>one hundred and five</c>.</summary>
internal static class NumberWords
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly Dictionary<string, long> Values = Small.Select((word, i) => (word, Value: (long)i))
        .Concat(Tens.Select((word, i) => (word, Value: (i + 2) * 10L)))
        .Concat([("hundred", 100), ("thousand", 1000), ("million", 1_000_000), ("billion", 1_000_000_000)])
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] BeforeOne = ["is", "are", "equals", "answer", "get", "minus", "negative"];

    /// <summary>
    /// The first or last number in words; false where there is none. A single "one" is a pronoun unless "is" comes before it.
    /// </summary>
    public static bool TryFind(ReadOnlySpan<char> text, bool last, out ExactNumber value, out bool isWhole)
    {
        value = default;
        isWhole = false;
        var firstWord = text.Length - text.TrimStart().Length;
        var lastWord = text.TrimEnd(". \t\r\n").Length;
        var found = false;
        var before = "";
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetter(text[at]))
            {
                at++;
                continue;
            }

            var (end, number, words) = ReadNumber(text, at);
            if (words == 0)
            {
                end = EndOfWord(text, at);
            }
            else if (words > 1 || number != 1 || (at <= firstWord && end >= lastWord)
                || BeforeOne.Contains(before, StringComparer.OrdinalIgnoreCase))
            {
                var isNegative = before.Equals("minus", StringComparison.OrdinalIgnoreCase)
                    || before.Equals("negative", StringComparison.OrdinalIgnoreCase);
                value = ExactNumber.Of(isNegative ? -number : number);
                isWhole = (isNegative ? at - before.Length - 1 : at) <= firstWord && end >= lastWord;
                found = true;
                if (!last)
                {
                    return true;
                }
            }

            before = words == 0 && end - at <= 8 ? text[at..end].ToString() : "";
            at = end;
        }

        return found;
    }

    private static int EndOfWord(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsLetter(text[at]))
        {
            at++;
        }

        return at;
    }

    // The words of one number, joined by blanks, hyphens and "and"; how many there are, 0 for none.
    private static (int End, long Value, int Words) ReadNumber(ReadOnlySpan<char> text, int start)
    {
        var lookup = Values.GetAlternateLookup<ReadOnlySpan<char>>();
        var (end, total, current, words, previous) = (start, 0L, 0L, 0, -1L);
        for (var at = start; at < text.Length;)
        {
            var stop = EndOfWord(text, at);
            var word = text[at..stop];
            if (words > 0 && previous >= 100 && word.Equals("and", StringComparison.OrdinalIgnoreCase))
            {
                at = SkipOne(text, stop);
                continue;
            }

            if (word.Length > 8 || !lookup.TryGetValue(word, out var value) || !Continues(previous, current, value) || words > 12)
            {
                break;
            }

            (total, current) = value >= 1000 ? (total + (Math.Max(current, 1) * value), 0)
                : value == 100 ? (total, Math.Max(current, 1) * 100)
                : (total, current + value);
            (end, previous) = (stop, value);
            words++;
            at = SkipOne(text, stop);
        }

        return (end, total + current, words);
    }

    private static bool Continues(long previous, long current, long value) => previous switch
    {
        -1 => value < 100,
        >= 20 and < 100 => value is > 0 and < 10 or >= 100,
        >= 100 => value < 100 || value >= 1000,
        _ => value >= 100 && current > 0,
    };

    private static int SkipOne(ReadOnlySpan<char> text, int at) => at < text.Length && text[at] is ' ' or '-' ? at + 1 : text.Length;
}
