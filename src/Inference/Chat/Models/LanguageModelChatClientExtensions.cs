using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>Creates chat clients over local models.</summary>
public static class LanguageModelChatClientExtensions
{
    /// <summary>Creates a chat client that draws one answer per request from the model.</summary>
    /// <param name="model">The model; disposed by the caller.</param>
    /// <param name="sampling">The sampling options where a request sets none; null for the defaults with 512 tokens.</param>
    /// <exception cref="OptionException">A sampling option is not allowed.</exception>
    public static IChatClient AsChatClient(this ILanguageModel model, SamplingOptions? sampling = null) =>
        new LanguageModelChatClient(model, sampling);
}
