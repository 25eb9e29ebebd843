using System.Text.Json;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>A line of the golden file: what another implementation computes in float64 with the float32 weights.</summary>
internal sealed record Golden(
    string Prompt,
    int[] Ids,
    double[] StarProbabilities,
    int Stars,
    string TitlePrompt,
    int[] GreedyTitleIds,
    double GreedyTitleLogProbability)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>All lines.</summary>
    public static IReadOnlyList<Golden> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "reviews-tiny-golden.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Golden>(line, Options)!),
    ];
}
