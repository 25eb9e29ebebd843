using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>Lists as sets, by F1. Values are arrays of distinct elements in canonical JSON.</summary>
/// <param name="element">Reads and writes an element.</param>
internal sealed class SetUtility(ExactUtility element) : FieldUtility
{
    /// <inheritdoc/>
    internal override bool IsSymmetric => true;

    /// <inheritdoc/>
    internal override object? Read(JsonElement json, RecordNotes notes)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var elements = new List<string>();
        foreach (var item in json.EnumerateArray())
        {
            if (element.Read(item, notes) is not string value)
            {
                notes.AddMistyped(item);
            }
            else if (!elements.Contains(value))
            {
                elements.Add(value);
            }
        }

        return elements.ToArray();
    }

    /// <inheritdoc/>
    internal override void Write(Utf8JsonWriter json, object value)
    {
        json.WriteStartArray();
        foreach (var item in (string[])value)
        {
            element.Write(json, item);
        }

        json.WriteEndArray();
    }

    /// <inheritdoc/>
    internal override FieldColumn Column(object?[] values) => new Sets(values);

    private sealed class Sets(object?[] values) : FieldColumn(values)
    {
        protected override double UtilityOfPresent(int hypothesis, int reference)
        {
            var (left, right) = ((string[])this[hypothesis]!, (string[])this[reference]!);
            return left.Length + right.Length == 0 ? 1 : 2.0 * left.Intersect(right).Count() / (left.Length + right.Length);
        }

        protected override (object Value, double Sum) BestOfPresent(double[] weights, double total)
        {
            var voters = Enumerable.Range(0, Count).Where(k => weights[k] > 0).ToArray();
            IReadOnlyList<string>[] samples = [.. voters.Select(k => (string[])this[k]!)];
            var best = BagDecision.MaximiseF(samples, [.. voters.Select(k => weights[k])], asSets: true);
            return (best.Tokens.ToArray(), best.Value * total);
        }
    }
}
