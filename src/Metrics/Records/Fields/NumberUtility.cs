using System.Globalization;
using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>Numbers and dates by a bounded loss. Values are doubles.</summary>
internal sealed class NumberUtility : FieldUtility
{
    private const string DateFormat = "yyyy-MM-dd";

    private readonly NumberLoss _loss;
    private readonly double _scale;
    private readonly NumberForm _form;

    /// <summary>A loss.</summary>
    /// <param name="loss">Its shape.</param>
    /// <param name="scale">The error at which a value is worth nothing, positive; for a hit the tolerance, at least 0.</param>
    /// <param name="form">How the number is written.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not allowed.</exception>
    public NumberUtility(NumberLoss loss, double scale, NumberForm form)
    {
        if (loss == NumberLoss.Hit ? !(scale >= 0) || double.IsInfinity(scale) : !(scale > 0) || double.IsInfinity(scale))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, loss == NumberLoss.Hit
                ? "The tolerance of a hit must be finite and at least 0. 0 accepts the exact number only."
                : "The scale of a loss must be finite and positive. Give the error at which a value is worth nothing.");
        }

        (_loss, _scale, _form) = (loss, scale, form);
    }

    /// <summary>The least number that is read.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest number that is read.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    internal override bool IsSymmetric => true;

    /// <summary>The same loss for numbers of another form and range.</summary>
    public NumberUtility For(NumberForm form, double minimum, double maximum) =>
        new(_loss, _scale, form) { Minimum = minimum, Maximum = maximum };

    /// <summary>Parses a finite number in the invariant culture.</summary>
    public static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <inheritdoc/>
    internal override object? Read(JsonElement json, RecordNotes notes)
    {
        var isRead = json.ValueKind switch
        {
            JsonValueKind.Number when _form != NumberForm.Date => json.TryGetDouble(out var number) ? number : null,
            JsonValueKind.String when _form == NumberForm.Date => OfDate(json.GetString()!.Trim()),
            JsonValueKind.String => TryParse(json.GetString()!.Trim(), out var number) ? number : null,
            _ => (double?)null,
        };
        return isRead is { } value && double.IsFinite(value) && value >= Minimum && value <= Maximum
            && (_form == NumberForm.Real || value == Math.Floor(value))
            ? value + 0.0 // one zero, not two
            : null;
    }

    /// <inheritdoc/>
    internal override void Write(Utf8JsonWriter json, object value)
    {
        if (_form == NumberForm.Date)
        {
            json.WriteStringValue(DateOnly.FromDayNumber((int)(double)value).ToString(DateFormat, CultureInfo.InvariantCulture));
        }
        else
        {
            CanonicalJson.WriteNumber(json, (double)value);
        }
    }

    /// <inheritdoc/>
    internal override FieldColumn Column(object?[] values) => new Numbers(values, _loss, _scale, _form != NumberForm.Real);

    private static double? OfDate(string text) =>
        DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.DayNumber : null;

    private sealed class Numbers(object?[] values, NumberLoss loss, double scale, bool isWhole) : FieldColumn(values)
    {
        protected override double UtilityOfPresent(int hypothesis, int reference) =>
            NumberOptimum.Utility(loss, scale, (double)this[hypothesis]!, (double)this[reference]!);

        protected override (object Value, double Sum) BestOfPresent(double[] weights, double total)
        {
            var voters = Enumerable.Range(0, Count).Where(k => weights[k] > 0).ToArray();
            double[] numbers = [.. voters.Select(k => (double)this[k]!)];
            var (value, sum) = new NumberOptimum(loss, scale, numbers, [.. voters.Select(k => weights[k])]).Best(isWhole);
            return (value, sum);
        }
    }
}
