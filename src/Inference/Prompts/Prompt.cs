using Microsoft.Extensions.AI;

namespace Accelerated.Inference;

/// <summary>
/// What a model is asked: a text, a text of parts some of which are markup, or the messages of a conversation. Sources of instruct models
/// put messages, and by default plain texts too, into the model's chat template.
/// </summary>
/// <param name="Text">The text, as the model or the template is to read it. No control token is read from it, whatever it says.</param>
public sealed record Prompt(string Text)
{
    /// <summary>The text, as the model or the template is to read it.</summary>
    public string Text { get; init; } = Text ?? throw new ArgumentNullException(nameof(Text));

    /// <summary>Names the prompt: sources that look candidates up do so by this name.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The token ids the model is to read instead of the encoded text, the start token included; null where the source's tokenizer encodes
    /// <see cref="Text"/>. Sources without a tokenizer ignore it.
    /// </summary>
    public IReadOnlyList<int>? Tokens { get; init; }

    /// <summary>The conversation that is to be answered; null where <see cref="Text"/> is the prompt.</summary>
    public IReadOnlyList<ChatMessage>? Messages { get; init; }

    /// <summary>
    /// The parts that <see cref="Text"/> is made of, where control tokens are to be read from some of them; null where from none. Parts
    /// that name a control token are not put into a chat template by default.
    /// </summary>
    public IReadOnlyList<PromptPart>? Parts { get; init; }

    /// <summary>
    /// What the answer begins with: read by the model right after the prompt, or after the template's opening of the answer. Not part of
    /// candidates.
    /// </summary>
    public string AnswerStart { get; init; } = "";

    /// <summary>A prompt that is only a text.</summary>
    public static implicit operator Prompt(string text) => new(text);

    /// <summary>A prompt that is a conversation; its text is that of the messages, for sources that know no messages.</summary>
    /// <param name="messages">At least one; system, user and assistant turns in their order.</param>
    /// <exception cref="PromptException">There is none.</exception>
    public static Prompt Of(params IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ChatMessage[] all = [.. messages];
        return all.Length > 0
            ? new Prompt(string.Join('\n', all.Select(message => message.Text))) { Messages = all }
            : throw new PromptException("The conversation has 0 messages; there is nothing to answer. Give it at least a user's.");
    }

    /// <summary>A prompt of parts, read one after the other; control tokens are read from markup only.</summary>
    public static Prompt Of(params IReadOnlyList<PromptPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new Prompt(string.Concat(parts.Select(part => part.Text))) { Parts = parts };
    }
}
