using System.Globalization;
using Accelerated.Metrics;

namespace Accelerated.Inference.Grids;

/// <summary>A finite list of answers to score.</summary>
public static class Grid
{
    /// <summary>The most values of a grid.</summary>
    public const int LargestCount = 100_000;

    /// <summary>
    /// The values of <c>1..5</c> (steps of 1), <c>0..1:0.25</c> (steps of 0.25), or a list <c>yes,no,maybe</c>. Decimals are exact: every
    /// value is written with as many decimals as the bounds and the step have.
    /// </summary>
    /// <param name="specification">The values.</param>
    /// <returns>The values in order.</returns>
    /// <exception cref="OptionException">
    /// The grid is empty, has a value twice, does not increase, or has more than <see cref="LargestCount"/> values.
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
        var isAllowed = values.Count is > 0 and <= LargestCount;
        Require(isAllowed, $"The grid has {values.Count} values; expected 1 to {LargestCount}, such as 1..5.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            Require(!string.IsNullOrEmpty(value), "The grid has an empty value. Leave it out.");
            Require(seen.Add(value), $"The grid has the value '{value}' twice. Leave one out.");
        }
    }

    private static string[] Range(string specification, int dots)
    {
        var colon = specification.IndexOf(':', dots);
        var step = colon < 0 ? 1 : Number(specification, specification.AsSpan(colon + 1));
        var low = Number(specification, specification.AsSpan(0, dots));
        var high = Number(specification, colon < 0 ? specification.AsSpan(dots + 2) : specification.AsSpan(dots + 2, colon - dots - 2));
        Require(
            step > 0 && high >= low,
            $"Invalid grid '{specification}': expected LOW..HIGH or LOW..HIGH:STEP with LOW <= HIGH and a positive STEP.");
        try
        {
            Require(
                (high - low) / step < LargestCount,
                $"Invalid grid '{specification}': expected at most {LargestCount} values. Use a larger step.");
            var values = new List<string>();
            for (var value = low + 0 * step + 0 * high; value <= high; value += step) // a sum has as many decimals as its longest term
            {
                values.Add(value.ToString(CultureInfo.InvariantCulture));
            }

            return [.. values];
        }
        catch (OverflowException)
        {
            throw Invalid($"Invalid grid '{specification}': expected values of at most 28 digits. Use a larger step or closer bounds.");
        }
    }

    private static decimal Number(string specification, ReadOnlySpan<char> text) =>
        decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Invalid(
                $"Invalid grid '{specification}': '{text}' is not a number. Expected LOW..HIGH, LOW..HIGH:STEP, or a list separated by " +
                "commas.");

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw Invalid(message);
        }
    }

    private static OptionException Invalid(string message) => new(nameof(GridOptions.Values), message);
}
