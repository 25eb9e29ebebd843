using System.Globalization;

namespace Accelerated.Inference.Templates;

/// <summary>Filters that give numbers. A number that is read from what the conversation gave is content where it is printed.</summary>
internal static class NumberFilters
{
    public static object? Whole(Run run, object? value, Arguments arguments)
    {
        object? whole = Operators.Plain(value) switch
        {
            long or bool => Operators.Whole(run, value, ""),
            double real when Math.Abs(real) < 9.2e18 => (long)real,
            TracedText text => Parsed(run, text.Value, arguments.Whole("base", 10)),
            _ => null,
        };
        return whole is null ? arguments.Value("default", 0L) : IsGiven(value) ? new Given(whole) : whole;
    }

    public static object? Real(object? value, Arguments arguments)
    {
        var real = value is TracedText text ? Parsed(text.Value) : Operators.Number(value);
        return real is null ? arguments.Value("default", 0.0) : IsGiven(value) ? new Given(real.Value) : real.Value;
    }

    public static object? Absolute(Run run, object? value) => Operators.Signed(run, Operators.Number(value) < 0, value);

    public static object? Round(Run run, object? value, Arguments arguments)
    {
        var number = Operators.Number(value) ?? throw run.Error(
            $"{PythonText.Describe(value)} is rounded; only a number can be. Convert it by |float.");
        var precision = arguments.Whole("precision", 0);
        if (precision is < 0 or > 15)
        {
            throw run.Error(FormattableString.Invariant($"|round has the precision {precision}; it must be in 0..15."));
        }

        var scale = Math.Pow(10, precision);
        var rounded = arguments.OptionalText("method")?.Value switch
        {
            null or "common" => Math.Round(number, (int)precision, MidpointRounding.ToEven),
            "ceil" => Math.Ceiling(number * scale) / scale,
            "floor" => Math.Floor(number * scale) / scale,
            var method => throw run.Error($"|round has the method '{method}'. Use common, ceil or floor."),
        };
        return IsGiven(value) ? new Given(rounded) : rounded;
    }

    private static bool IsGiven(object? value) => value is Given or TracedText { HasContent: true };

    private static object? Parsed(Run run, string text, long numberBase)
    {
        var digits = text.Trim().Replace("_", "", StringComparison.Ordinal);
        if (numberBase is not (2 or 8 or 10 or 16))
        {
            throw run.Error(FormattableString.Invariant($"|int has the base {numberBase}. Use 2, 8, 10 or 16."));
        }

        if (numberBase == 10)
        {
            return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
                : Parsed(text) is { } real && Math.Abs(real) < 9.2e18 ? (long)real
                : null;
        }

        var prefix = numberBase switch { 2 => "0b", 8 => "0o", _ => "0x" };
        digits = digits.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        try
        {
            return digits.Length is > 0 and <= 64 ? Convert.ToInt64(digits, (int)numberBase) : null;
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static double? Parsed(string text)
    {
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text.Trim(), styles, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? real : null;
    }
}
