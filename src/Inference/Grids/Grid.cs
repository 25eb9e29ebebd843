using System.Globalization;

namespace Accelerated.Inference.Grids;

/// <summary>A finite list of answers to score.</summary>
public static class Grid
{
    /// <summary>The most values of a grid.</summary>
    public const int LargestCount = 100_000;

    /// <summary>
    /// The values of <c>1..5</c> (steps of 1), <c>0..1:0.25</c> (steps of 0.25), or a list <c>yes,no,maybe</c>. Decimals are exact: every
    /// value is written with as many places as the bounds and the step have.
    /// </summary>
    /// <exception cref="DecodingException">
    /// It is empty, has a value twice, does not rise, or has more than <see cref="LargestCount"/> values.
    /// </exception>
    public static IReadOnlyList<string> Parse(string specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var dots = specification.IndexOf("..", StringComparison.Ordinal);
        var values = dots < 0 ? specification.Split(',', StringSplitOptions.TrimEntries) : Range(specification, dots);
        Validate(values);
        return values;
    }

    internal static void Validate(IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        DecodingException.Require(values.Count is > 0 and <= LargestCount, $"The grid has {values.Count} values; it must have 1 to {LargestCount}. Give some, such as 1..5.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            DecodingException.Require(!string.IsNullOrEmpty(value), $"The grid has an empty value; each must be a text. Leave it out.");
            DecodingException.Require(seen.Add(value), $"The grid has '{value}' twice; each value may stand there once. Leave one out.");
        }
    }

    private static string[] Range(string specification, int dots)
    {
        var colon = specification.IndexOf(':', dots);
        var step = colon < 0 ? 1 : Number(specification, specification.AsSpan(colon + 1));
        var low = Number(specification, specification.AsSpan(0, dots));
        var high = Number(specification, colon < 0 ? specification.AsSpan(dots + 2) : specification.AsSpan(dots + 2, colon - dots - 2));
        DecodingException.Require(step > 0 && high >= low, $"'{specification}' does not rise; a grid is LOW..HIGH or LOW..HIGH:STEP with LOW <= HIGH and a positive STEP. Turn it round.");
        try
        {
            DecodingException.Require((high - low) / step < LargestCount, $"'{specification}' has more than {LargestCount} values; take a larger step.");
            var values = new List<string>();
            for (var value = low + 0 * step + 0 * high; value <= high; value += step) // a sum has as many places as its longest term
            {
                values.Add(value.ToString(CultureInfo.InvariantCulture));
            }

            return [.. values];
        }
        catch (OverflowException)
        {
            throw new DecodingException($"'{specification}' reaches beyond 28 digits; take a larger step or closer bounds.");
        }
    }

    private static decimal Number(string specification, ReadOnlySpan<char> text) =>
        decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new DecodingException(
                $"'{text}' in '{specification}' is no number; a grid is LOW..HIGH, LOW..HIGH:STEP, or a list separated by commas. " +
                "Correct it.");
}
