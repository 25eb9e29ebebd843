using Accelerated.Inference.LLamaSharp.Gguf;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.LLamaSharp.Tokens;

/// <summary>The chat template that a GGUF file brings along.</summary>
internal static class GgufTemplate
{
    /// <summary>
    /// What renders messages; null where the file has no template. One that cannot be read says why when it is first needed, so that plain
    /// prompts go on.
    /// </summary>
    /// <param name="tokens">The vocabulary, template included.</param>
    /// <param name="name">The model's name, for messages.</param>
    public static Func<IReadOnlyList<ChatMessage>, IReadOnlyList<PromptPart>>? Of(GgufTokens tokens, string name)
    {
        if (tokens.ChatTemplate is not { } source)
        {
            return null;
        }

        return _ => throw Unreadable(name, FormattableString.Invariant($"templates are not read yet, and it has {source.Length} characters"));
    }

    private static PromptException Unreadable(string name, string reason) =>
        new($"The chat template of {name} cannot be applied: {reason}. Use ChatTemplateUse.Never, and give the prompt in the form that the model was trained on.");
}
