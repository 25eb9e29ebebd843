using System.Globalization;
using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Inference.Recording;

/// <summary>The options that change a decision, as JSON; all of them, so that a later default changes nothing.</summary>
internal static class RecordOptions
{
    public static void Write(Utf8JsonWriter json, SelectionOptions options)
    {
        json.WriteStartObject();
        json.WriteString("rule", SelectionRules.NameOf(options.Rule));
        json.WriteNumber("consensusEvaluations", options.ConsensusEvaluations);
        json.WriteString("weights", WeightSources.NameOf(options.Weights));
        json.WriteNumber("temperature", options.Temperature);
        json.WriteNumber("uniformShare", options.Adjustment.UniformShare);
        if (options.Adjustment.LargestShare is { } largest)
        {
            json.WriteNumber("largestShare", largest);
        }

        if (options.Adjustment.SourceFactors is { Count: > 0 } factors)
        {
            json.WriteStartObject("sourceFactors");
            foreach (var (source, factor) in factors.OrderBy(factor => factor.Key, StringComparer.Ordinal))
            {
                json.WriteNumber(source, factor);
            }

            json.WriteEndObject();
        }

        json.WriteString("risk", options.Risk.ToString());
        json.WriteString("self", options.Self == SelfPair.Exclude ? "exclude" : "include");
        if (options.Top is { } top)
        {
            json.WriteNumber("top", top);
        }

        if (options.ClusterThreshold is { } threshold)
        {
            json.WriteNumber("clusterThreshold", threshold);
        }

        if (options.Diverse is { } diverse)
        {
            json.WriteNumber("diverse", diverse);
        }

        json.WriteNumber("diversity", options.Diversity);
        json.WriteNumber("longestCandidate", options.LongestCandidate);
        json.WriteNumber("bootstrapResamples", options.BootstrapResamples);
        json.WriteString("bootstrapSeed", options.BootstrapSeed.ToString(CultureInfo.InvariantCulture));
        if (options.Metric is NumberMetric { Reader.FollowsLanguage: true })
        {
            json.WriteBoolean("numbersByLanguage", true);
        }

        json.WriteEndObject();
    }

    public static SelectionOptions Read(JsonElement json, Metric metric) =>
        new(json.TryGetProperty("numbersByLanguage", out var byLanguage) && byLanguage.GetBoolean() && metric is NumberMetric number
            ? number.With(number.Reader.ByLanguage())
            : metric)
        {
            Rule = OneOf(json, "rule", [.. SelectionRules.Names]),
            ConsensusEvaluations = json.GetProperty("consensusEvaluations").GetInt32(),
            ClusterThreshold = json.TryGetProperty("clusterThreshold", out var threshold) ? threshold.GetDouble() : null,
            Diverse = json.TryGetProperty("diverse", out var diverse) ? diverse.GetInt32() : null,
            Diversity = json.GetProperty("diversity").GetDouble(),
            Weights = OneOf(json, "weights", [.. WeightSources.Names]),
            Temperature = json.GetProperty("temperature").GetDouble(),
            Adjustment = new WeightAdjustment
            {
                UniformShare = json.GetProperty("uniformShare").GetDouble(),
                LargestShare = json.TryGetProperty("largestShare", out var largest) ? largest.GetDouble() : null,
                SourceFactors = json.TryGetProperty("sourceFactors", out var factors)
                    ? factors.EnumerateObject().ToDictionary(factor => factor.Name, factor => factor.Value.GetDouble())
                    : null,
            },
            Risk = Risk.Parse(json.GetProperty("risk").GetString()!),
            Self = OneOf(json, "self", ("exclude", SelfPair.Exclude), ("include", SelfPair.Include)),
            Top = json.TryGetProperty("top", out var top) ? top.GetInt32() : null,
            LongestCandidate = json.GetProperty("longestCandidate").GetInt32(),
            BootstrapResamples = json.GetProperty("bootstrapResamples").GetInt32(),
            BootstrapSeed = ulong.Parse(json.GetProperty("bootstrapSeed").GetString()!, NumberStyles.None, CultureInfo.InvariantCulture),
        };

    private static T OneOf<T>(JsonElement json, string property, params (string Name, T Value)[] choices)
    {
        var text = json.GetProperty(property).GetString();
        foreach (var (name, value) in choices)
        {
            if (name == text)
            {
                return value;
            }
        }

        throw new RecordException(
            $"The record's option '{property}' is '{text}'; expected one of {string.Join(", ", choices.Select(choice => choice.Name))}. "
            + "Replay it with the version that wrote it.");
    }
}
