using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>A line of the instruct model's golden file: what another implementation computes in float64 with the float32 weights.</summary>
internal sealed record ChatGolden(
    string Review,
    int[] StarsPromptIds,
    double[] StarProbabilities,
    int[] TitleIds,
    string Title,
    double TitleLogProbability,
    int[] RecordIds,
    string Record,
    double RecordLogProbability)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>All lines.</summary>
    public static IReadOnlyList<ChatGolden> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "reviews-chat-golden.jsonl"))
            .Select(line => JsonSerializer.Deserialize<ChatGolden>(line, Options)!),
    ];

    public Prompt Ask(string question) => Prompt.Of([new ChatMessage(ChatRole.User, $"Review: {Review}\n{question}")]);
}
