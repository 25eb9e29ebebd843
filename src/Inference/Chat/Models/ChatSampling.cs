using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>The sampling options that a chat request asks for.</summary>
internal static class ChatSampling
{
    /// <summary>What the request sets, over what it does not.</summary>
    public static SamplingOptions Of(ChatOptions? request, SamplingOptions otherwise) => request is null ? otherwise : otherwise with
    {
        Temperature = request.Temperature ?? otherwise.Temperature,
        TopP = request.TopP ?? otherwise.TopP,
        TopK = request.TopK ?? otherwise.TopK,
        MaxTokens = request.MaxOutputTokens ?? otherwise.MaxTokens,
        StopStrings = request.StopSequences is { Count: > 0 } stop ? [.. stop] : otherwise.StopStrings,
        Seed = request.Seed ?? otherwise.Seed,
    };
}
