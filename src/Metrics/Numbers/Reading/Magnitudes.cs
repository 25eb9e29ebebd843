namespace Accelerated.Metrics;

/// <summary>Powers of ten that are written as words or letters after a number.</summary>
internal static class Magnitudes
{
    private static readonly Dictionary<string, int> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["hundred"] = 2,
        ["thousand"] = 3,
        ["thousands"] = 3,
        ["tausend"] = 3,
        ["lakh"] = 5,
        ["lakhs"] = 5,
        ["lac"] = 5,
        ["lacs"] = 5,
        ["million"] = 6,
        ["millions"] = 6,
        ["millionen"] = 6,
        ["mio"] = 6,
        ["mill\u00f3n"] = 6,
        ["millones"] = 6,
        ["crore"] = 7,
        ["crores"] = 7,
        ["milliard"] = 9,
        ["milliards"] = 9,
        ["milliarde"] = 9,
        ["milliarden"] = 9,
        ["mrd"] = 9,
        ["billion"] = 9,
        ["billions"] = 9,
        ["trillion"] = 12,
        ["trillions"] = 12,
    };

    private static readonly Dictionary<string, int> LongScale = new(StringComparer.OrdinalIgnoreCase)
    {
        ["billion"] = 12,
        ["billions"] = 12,
        ["billionen"] = 12,
        ["trillion"] = 18,
        ["trillions"] = 18,
        ["trillionen"] = 18,
    };

    private static readonly Dictionary<string, int> Letters = new(StringComparer.Ordinal)
    {
        ["k"] = 3,
        ["K"] = 3,
        ["m"] = 6,
        ["M"] = 6,
        ["mn"] = 6,
        ["MM"] = 6,
        ["b"] = 9,
        ["B"] = 9,
        ["bn"] = 9,
        ["t"] = 12,
        ["T"] = 12,
        ["tn"] = 12,
        ["L"] = 5,
        ["Cr"] = 7,
        ["cr"] = 7,
    };

    /// <summary>The power of a word; 0 where it is another. In the long scale a billion is a million millions.</summary>
    public static int OfWord(ReadOnlySpan<char> word, bool longScale) =>
        longScale && LongScale.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var power)
        || Words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out power) ? power : 0;

    /// <summary>The power of letters such as <c>k</c> and <c>bn</c>; 0 where they are others.</summary>
    public static int OfLetters(ReadOnlySpan<char> letters) =>
        Letters.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters, out var power) ? power : 0;
}
