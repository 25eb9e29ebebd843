using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>The sampling options of a chat request.</summary>
internal static class ChatSampling
{
    /// <summary>The request's options, and <paramref name="otherwise"/> where it sets none.</summary>
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
