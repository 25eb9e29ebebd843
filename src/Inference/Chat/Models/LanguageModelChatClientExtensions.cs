using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>Makes chat clients of models.</summary>
public static class LanguageModelChatClientExtensions
{
    /// <summary>A chat client over the model.</summary>
    /// <param name="model">The model; disposed by the caller.</param>
    /// <param name="sampling">How it draws what a request leaves open; null for the defaults.</param>
    /// <exception cref="OptionException">A sampling option is not allowed.</exception>
    public static IChatClient AsChatClient(this ILanguageModel model, SamplingOptions? sampling = null) => new LanguageModelChatClient(model, sampling);
}
