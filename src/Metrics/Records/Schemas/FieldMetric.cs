using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>How a property with one value compares.</summary>
/// <param name="specification">What the schema says; null or empty for the default of the kinds.</param>
/// <param name="kinds">The kinds of value that are allowed.</param>
/// <param name="range">The numbers that are allowed.</param>
/// <param name="format">The format of texts; null where there is none.</param>
internal sealed class FieldMetric(string? specification, JsonKinds kinds, (double Minimum, double Maximum) range, string? format)
{
    private const string Exact = "exact";
    private const string Days = "days";
    private const string ByDefault = "token-f1";

    private bool IsNumber => (kinds & (JsonKinds.Number | JsonKinds.Integer)) != 0
        && (kinds & ~(JsonKinds.Number | JsonKinds.Integer | JsonKinds.Text)) == 0;

    /// <summary>The utility of one of several values.</summary>
    /// <exception cref="OptionException">Another metric than equality is asked for.</exception>
    public static FieldUtility OfChoices(string? specification, string[] choices) => specification is null or "" or Exact
        ? FieldUtility.Choice(choices, null)
        : throw new OptionException(
            "schema", $"Invalid value '{specification}' for {SchemaReader.Metric} beside 'enum': expected {Exact}, or give x-costs.");

    /// <summary>The utility.</summary>
    /// <exception cref="ArgumentException">The specification is unknown, or does not go with the kinds.</exception>
    public FieldUtility Utility()
    {
        if (specification is null or "")
        {
            return IsNumber && double.IsFinite(range.Maximum - range.Minimum) && range.Maximum > range.Minimum
                ? Number(NumberLoss.Absolute, range.Maximum - range.Minimum)
                : kinds == JsonKinds.Text && format is null
                ? FieldUtility.Text(MetricCatalogue.Parse(ByDefault))
                : IsNumber ? Number(NumberLoss.Hit, 0)
                : new ExactUtility(kinds, null);
        }

        var colon = specification.IndexOf(':', StringComparison.Ordinal);
        return (colon < 0 ? specification : specification[..colon]) switch
        {
            Exact when colon < 0 => IsNumber ? Number(NumberLoss.Hit, 0) : new ExactUtility(kinds, null),
            "absolute-error" => Number(NumberLoss.Absolute, Option("scale", range.Maximum - range.Minimum)),
            "squared-error" => Number(NumberLoss.Squared, Option("scale", range.Maximum - range.Minimum)),
            "hit" => Number(NumberLoss.Hit, Option("delta", double.NaN)),
            Days when kinds == JsonKinds.Text => FieldUtility.Days(Option("scale", double.NaN)),
            Days => throw Invalid("a text such as 2026-03-01, with \"type\": \"string\""),
            _ when kinds.HasFlag(JsonKinds.Text) => FieldUtility.Text(MetricCatalogue.Parse(specification)),
            _ => throw Invalid($"{Exact}, absolute-error:scale=S, squared-error:scale=S or hit:delta=D for such a value"),
        };
    }

    private NumberUtility Number(NumberLoss loss, double scale) => IsNumber
        ? new NumberUtility(loss, scale, NumberForm.Real).For(
            kinds.HasFlag(JsonKinds.Number) ? NumberForm.Real : NumberForm.Integer, range.Minimum, range.Maximum)
        : throw Invalid("a number for it, with \"type\": \"number\" or \"integer\"");

    private double Option(string name, double byDefault)
    {
        var given = specification!.Contains(':', StringComparison.Ordinal)
            ? specification[(specification.IndexOf(':', StringComparison.Ordinal) + 1)..]
            : null;
        return given is null && double.IsFinite(byDefault) ? byDefault
            : given is not null && given.StartsWith(name + "=", StringComparison.Ordinal)
                && double.TryParse(given.AsSpan(name.Length + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Invalid($"the option {name}, e.g. {specification.Split(':')[0]}:{name}=1");
    }

    private OptionException Invalid(string expected) =>
        new("schema", $"Invalid value '{specification}' for {SchemaReader.Metric}: expected {expected}.");
}
