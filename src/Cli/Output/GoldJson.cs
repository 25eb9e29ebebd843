using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Cli.Output;

/// <summary>Right answers as they are read: one as a string, several as an array.</summary>
internal static class GoldJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Candidate>? gold)
    {
        switch (gold)
        {
            case null or []:
                break;
            case [var one]:
                json.WriteString("gold", one.Text);
                break;
            default:
                json.WriteStartArray("gold");
                foreach (var answer in gold)
                {
                    json.WriteStringValue(answer.Text);
                }

                json.WriteEndArray();
                break;
        }
    }
}
