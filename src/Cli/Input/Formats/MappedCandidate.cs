using System.Text.Json;

namespace Accelerated.Cli.Input.Formats;

/// <summary>A candidate found in another format; null as text if the model gave none.</summary>
/// <param name="Text">The text.</param>
internal readonly record struct MappedCandidate(string? Text)
{
    // A record may have hundreds of thousands of candidates that are only texts, so what few have takes no room in the others.
    private readonly Details? _details;

    /// <summary>Sum of the tokens' log-probabilities, if all are known.</summary>
    public double? LogProbability
    {
        get => _details?.LogProbability;
        init => _details = value is null ? _details : (_details ?? new Details()) with { LogProbability = value };
    }

    /// <summary>The candidate's weight, if it has one.</summary>
    public double? Weight
    {
        get => _details?.Weight;
        init => _details = value is null ? _details : (_details ?? new Details()) with { Weight = value };
    }

    /// <summary>Token ids, if known: an array of numbers.</summary>
    public JsonElement? Tokens
    {
        get => _details?.Tokens;
        init => _details = value is null ? _details : (_details ?? new Details()) with { Tokens = value };
    }

    /// <summary>Why the answer ended, in the format's own word.</summary>
    public string? Finish
    {
        get => _details?.Finish;
        init => _details = value is null ? _details : (_details ?? new Details()) with { Finish = value };
    }

    /// <summary>The model, system or person the answer is from.</summary>
    public string? Source
    {
        get => _details?.Source;
        init => _details = value is null ? _details : (_details ?? new Details()) with { Source = value };
    }

    private sealed record Details
    {
        public double? LogProbability { get; init; }

        public double? Weight { get; init; }

        public JsonElement? Tokens { get; init; }

        public string? Finish { get; init; }

        public string? Source { get; init; }
    }
}
