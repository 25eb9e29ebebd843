using Accelerated.Inference.LLamaSharp.Gguf;
using Accelerated.Inference.Templates;
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

        try
        {
            var template = ChatTemplate.Parse(source, tokens.TextOf(tokens.Start), tokens.TextOf(tokens.End));
            return messages => Render(template, messages, name);
        }
        catch (TemplateException exception)
        {
            return _ => throw Unusable(name, exception);
        }
    }

    private static IReadOnlyList<PromptPart> Render(ChatTemplate template, IReadOnlyList<ChatMessage> messages, string name)
    {
        try
        {
            return template.Render(messages);
        }
        catch (TemplateException exception)
        {
            throw Unusable(name, exception);
        }
    }

    private static PromptException Unusable(string name, TemplateException exception) =>
        new(
            $"The chat template of {name} cannot be applied. {exception.Message} With ChatTemplateUse.Never, plain prompts are read as " +
            "they are.");
}
