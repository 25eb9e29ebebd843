using System.Text.Json;

namespace Accelerated.Cli.Input.Formats;

/// <summary>A candidate found in another format; null as text if the model gave none.</summary>
internal readonly record struct MappedCandidate(string? Text)
{
    /// <summary>Sum of the tokens' log-probabilities, if all are known.</summary>
    public double? LogProbability { get; init; }

    /// <summary>The candidate's weight, if it has one.</summary>
    public double? Weight { get; init; }

    /// <summary>Token ids, if known: an array of numbers.</summary>
    public JsonElement? Tokens { get; init; }

    /// <summary>Why the answer ended, in the format's own word.</summary>
    public string? Finish { get; init; }

    /// <summary>The model, system or person the answer is from.</summary>
    public string? Source { get; init; }
}
