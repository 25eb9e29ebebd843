using System.Text.Json;

namespace Accelerated.Inference.Tests;

/// <summary>The small model of the repository, loaded once, and its golden values.</summary>
internal static class SmallModel
{
    private static readonly Lazy<OnnxCandidateSource> Loaded = new(() => new OnnxCandidateSource(File("reviews-tiny.onnx")));

    public static readonly SamplingOptions Titles = new() { MaxTokens = 14, StopStrings = ["\n"], Seed = 7 };

    public static OnnxCandidateSource Source => Loaded.Value;

    public static IReadOnlyList<Golden> Goldens { get; } =
    [
        .. System.IO.File.ReadLines(File("reviews-tiny-golden.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Golden>(line, JsonSerializerOptions.Web)!),
    ];

    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "models", name);

    public sealed record Golden(
        string Prompt, int[] Ids, double[] StarProbabilities, string TitlePrompt, int[] GreedyTitleIds, double GreedyTitleLogProbability);
}
