using System.Globalization;
using System.Text.Json.Nodes;

namespace Accelerated.Metrics.Tests.Records;

/// <summary>The utilities of fields by their definitions, over plain values; null is absence.</summary>
internal static class FieldOracle
{
    public static double Present(string kind, double scale, JsonNode hypothesis, JsonNode reference)
    {
        switch (kind)
        {
            case "exact":
                return hypothesis.ToJsonString() == reference.ToJsonString() ? 1 : 0;
            case "set":
                var (h, r) = (Elements(hypothesis), Elements(reference));
                return h.Count + r.Count == 0 ? 1 : 2.0 * h.Count(r.Contains) / (h.Count + r.Count);
            default:
                var error = Math.Abs(Number(hypothesis) - Number(reference));
                return kind switch
                {
                    "hit" => error <= scale + 1e-12 ? 1 : 0,
                    "absolute" => error >= scale ? 0 : 1 - error / scale,
                    _ => error >= scale ? 0 : 1 - error * error / scale / scale,
                };
        }
    }

    public static double Utility(string kind, double scale, JsonNode? hypothesis, JsonNode? reference) =>
        hypothesis is null && reference is null ? 1
        : hypothesis is null || reference is null ? 0
        : Present(kind, scale, hypothesis, reference);

    private static HashSet<string> Elements(JsonNode node) => [.. node.AsArray().Select(element => element!.ToJsonString())];

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
}
