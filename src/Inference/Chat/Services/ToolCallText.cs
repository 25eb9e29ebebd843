using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// Tool calls as text, so that equal calls are equal texts: one line per call, of the tool's name and its arguments as JSON with sorted
/// names, no white space, and numbers without trailing zeros. The lines are sorted, because parallel calls have no order.
/// </summary>
internal static class ToolCallText
{
    public static string Of(ChatMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>().Select(call => $"{call.Name} {Arguments(call)}").ToArray();
        Array.Sort(calls, StringComparer.Ordinal);
        return string.Join('\n', calls);
    }

    private static string Arguments(FunctionCallContent call)
    {
        var text = new StringBuilder();
        var arguments = call.Arguments ?? new Dictionary<string, object?>();
        Write(JsonSerializer.SerializeToElement(arguments, JsonTypes.OfChat<IDictionary<string, object?>>()), text);
        return text.ToString();
    }

    private static void Write(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var names = value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal);
                WriteAll('{', names, property =>
                {
                    text.Append(JsonSerializer.Serialize(property.Name, JsonTypes.Default.String)).Append(':');
                    Write(property.Value, text);
                }, '}', text);
                break;
            case JsonValueKind.Array:
                WriteAll('[', value.EnumerateArray(), item => Write(item, text), ']', text);
                break;
            case JsonValueKind.Number when value.TryGetDecimal(out var number):
                text.Append(number.ToString("0.#############################", CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.String:
                text.Append(JsonSerializer.Serialize(value.GetString()!, JsonTypes.Default.String));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteAll<T>(char open, IEnumerable<T> items, Action<T> write, char close, StringBuilder text)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
            {
                text.Append(',');
            }

            isFirst = false;
            write(item);
        }

        text.Append(close);
    }
}
