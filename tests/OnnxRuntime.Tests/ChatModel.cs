using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>The small instruct model of the repository, loaded once, and its golden values.</summary>
internal static class ChatModel
{
    private static readonly Lazy<OnnxCandidateSource> Loaded = new(() => new OnnxCandidateSource(SmallModel.File("reviews-chat.onnx")));

    public static OnnxCandidateSource Source => Loaded.Value;

    public static IReadOnlyList<Golden> Goldens { get; } =
    [
        .. File.ReadLines(SmallModel.File("reviews-chat-golden.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Golden>(line, JsonSerializerOptions.Web)!),
    ];

    public sealed record Golden(
        string Review, int[] StarsPromptIds, double[] StarProbabilities, int[] TitleIds, string Title, double TitleLogProbability)
    {
        public string StarsText => $"Review: {Review}\nHow many stars, 1 to 5?";

        public string TitleText => $"Review: {Review}\nWrite a short title.";

        public Prompt Messages => Prompt.Of([new ChatMessage(ChatRole.User, StarsText)]);
    }
}
