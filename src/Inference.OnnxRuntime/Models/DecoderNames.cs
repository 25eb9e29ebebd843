using System.Globalization;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>What a model calls its inputs and outputs: the usual names, or those of its configuration (genai_config.json).</summary>
internal sealed record DecoderNames
{
    public string Ids { get; init; } = "input_ids";

    public string Mask { get; init; } = "attention_mask";

    public string Positions { get; init; } = "position_ids";

    public string Logits { get; init; } = "logits";

    /// <summary>Names of cache inputs and outputs, with %d for the layer; empty where they are found by the words in their names.</summary>
    public IReadOnlyList<(string Pattern, bool IsKey, bool IsPast)> Cache { get; init; } = [];

    /// <summary>What the configuration says of a name; null where it does not name it.</summary>
    public CacheName? Read(string name, bool isPast)
    {
        foreach (var (pattern, isKey, ofPast) in Cache)
        {
            var parts = pattern.Split("%d");
            if (ofPast == isPast && parts is [var before, var after] && name.Length > before.Length + after.Length
                && name.StartsWith(before, StringComparison.Ordinal) && name.EndsWith(after, StringComparison.Ordinal)
                && int.TryParse(
                    name.AsSpan(before.Length, name.Length - before.Length - after.Length),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var layer))
            {
                return new CacheName(layer, isKey);
            }
        }

        return null;
    }
}
