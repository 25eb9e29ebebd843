using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Accelerated.Metrics;

namespace Accelerated.Inference.Extraction;

/// <summary>
/// A value of the JSON that a text carries: the text itself, or the first object or array in it that is complete. The path is
/// <c>$</c> followed by <c>.name</c> and <c>[index]</c>; a value that is an object, array or null is no answer.
/// </summary>
internal sealed partial class JsonExtractor : IAnswerExtractor
{
    private readonly string _path;
    private readonly string[] _steps;

    public JsonExtractor(string path)
    {
        if (!Path().IsMatch(path))
        {
            throw new OptionException(nameof(path), 
                $"'{path}' is no JSON path; write '$' followed by .name and [index], as in $.answer.value or $.items[0].");
        }

        _path = path;
        _steps = [.. Step().Matches(path).Select(match => match.Value)];
    }

    public string Name => "json:" + _path;

    public bool TryExtract(string text, out string answer)
    {
        ArgumentNullException.ThrowIfNull(text);
        answer = "";
        for (var start = text.AsSpan().IndexOfAny('{', '['); start >= 0;)
        {
            if (TryRead(text.AsMemory(start), out answer))
            {
                return true;
            }

            var next = text.AsSpan(start + 1).IndexOfAny('{', '[');
            start = next < 0 ? -1 : start + 1 + next;
        }

        return false;
    }

    private bool TryRead(ReadOnlyMemory<char> json, out string answer)
    {
        answer = "";
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json.ToArray()), isFinalBlock: true, default);
            using var document = JsonDocument.ParseValue(ref reader);
            var value = document.RootElement;
            foreach (var step in _steps)
            {
                if (!TryStep(ref value, step))
                {
                    return false;
                }
            }

            answer = value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? value.ToString() : "";
            return answer.Length > 0;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false; // not the start of a complete JSON value, or half of a surrogate pair
        }
    }

    private static bool TryStep(ref JsonElement value, string step)
    {
        if (step[0] == '.')
        {
            return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(step[1..], out value);
        }

        var index = int.Parse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture);
        if (value.ValueKind != JsonValueKind.Array || index >= value.GetArrayLength())
        {
            return false;
        }

        value = value[index];
        return true;
    }

    [GeneratedRegex(@"^\$(?:\.[^.\[\]]+|\[[0-9]{1,9}\])*$", RegexOptions.CultureInvariant)]
    private static partial Regex Path();

    [GeneratedRegex(@"\.[^.\[\]]+|\[[0-9]+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
