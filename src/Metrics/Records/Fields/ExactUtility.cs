using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>1 where two values are equal, else 0. Values are in canonical JSON.</summary>
/// <param name="kinds">The kinds that are allowed.</param>
/// <param name="choices">The values that are allowed; null for all.</param>
internal class ExactUtility(JsonKinds kinds, string[]? choices) : FieldUtility
{
    /// <inheritdoc/>
    internal override bool IsSymmetric => true;

    /// <inheritdoc/>
    internal override object? Read(JsonElement json, RecordNotes notes) =>
        IsAllowed(json) && CanonicalJson.Of(json) is var value
            ? choices is null ? value : Choice(value)
            : json.ValueKind == JsonValueKind.String ? OfText(json.GetString()!.Trim()) : null;

    /// <inheritdoc/>
    internal override void Write(Utf8JsonWriter json, object value) => json.WriteRawValue((string)value, skipInputValidation: true);

    /// <inheritdoc/>
    internal override FieldColumn Column(object?[] values) => new Equality(values);

    private bool IsAllowed(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => kinds.HasFlag(JsonKinds.Text),
        JsonValueKind.Number => kinds.HasFlag(JsonKinds.Number)
            || (kinds.HasFlag(JsonKinds.Integer) && json.TryGetDouble(out var number) && number == Math.Floor(number)),
        JsonValueKind.True or JsonValueKind.False => kinds.HasFlag(JsonKinds.Boolean),
        _ => kinds.HasFlag(JsonKinds.Composite),
    };

    private string? Choice(string value) =>
        Array.Find(choices!, choice => choice == value)
        ?? Array.Find(choices!, choice => string.Equals(choice, value, StringComparison.OrdinalIgnoreCase));

    // A number or a truth value in quotes.
    private string? OfText(string text)
    {
        var written = kinds.HasFlag(JsonKinds.Boolean) && bool.TryParse(text, out _) ? text.ToLowerInvariant()
            : (kinds & (JsonKinds.Number | JsonKinds.Integer)) != 0 && NumberUtility.TryParse(text, out var number)
            ? CanonicalJson.Of(json => CanonicalJson.WriteNumber(json, number))
            : null;
        if (written is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(written);
        return IsAllowed(document.RootElement) ? choices is null ? written : Choice(written) : null;
    }

    private sealed class Equality(object?[] values) : FieldColumn(values)
    {
        protected override double UtilityOfPresent(int hypothesis, int reference) =>
            (string)this[hypothesis]! == (string)this[reference]! ? 1 : 0;

        protected override (object Value, double Sum) BestOfPresent(double[] weights, double total)
        {
            var voters = Enumerable.Range(0, Count).Where(k => weights[k] > 0).ToArray();
            string[] votes = [.. voters.Select(k => (string)this[k]!)];
            var best = Mode.Of(votes, [.. voters.Select(k => weights[k])], StringComparer.Ordinal, out var share);
            return (best, share * total);
        }
    }
}
