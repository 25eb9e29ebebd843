using Microsoft.Extensions.AI;

namespace Accelerated.Inference;

/// <summary>
/// The input of a model: a text, a text of parts some of which are markup, or the messages of a conversation. Sources of instruct models
/// apply the model's chat template to messages, and by default to plain texts too.
/// </summary>
/// <param name="Text">The text for the model or the template; names of control tokens in it are plain text.</param>
public sealed record Prompt(string Text)
{
    /// <summary>The text for the model or the template.</summary>
    public string Text { get; init; } = Text ?? throw new ArgumentNullException(nameof(Text));

    /// <summary>The prompt's id, by which some sources look up candidates; null for none.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The token ids for the model instead of the encoded text, the start token included; null where the source's tokenizer encodes
    /// <see cref="Text"/>. Sources without a tokenizer ignore it.
    /// </summary>
    public IReadOnlyList<int>? Tokens { get; init; }

    /// <summary>The conversation to answer; null where <see cref="Text"/> is the prompt.</summary>
    public IReadOnlyList<ChatMessage>? Messages { get; init; }

    /// <summary>
    /// The parts of <see cref="Text"/>, where some are markup in which control tokens are read; null for plain text. Parts whose markup
    /// names a control token are not put into a chat template by default.
    /// </summary>
    public IReadOnlyList<PromptPart>? Parts { get; init; }

    /// <summary>
    /// The start of the answer: read by the model right after the prompt, or after the template's opening of the answer. Not part of the
    /// candidates' texts.
    /// </summary>
    public string AnswerStart { get; init; } = "";

    /// <summary>The language of the answers, one of <see cref="Metrics.Languages.Names"/>; null for the metric's.</summary>
    internal string? Language { get; init; }

    /// <summary>Creates a prompt of a text.</summary>
    public static implicit operator Prompt(string text) => new(text);

    /// <summary>Creates a prompt of a conversation; its text joins the messages, for sources that do not support messages.</summary>
    /// <param name="messages">At least one message; system, user and assistant turns in order.</param>
    /// <exception cref="PromptException">There are no messages.</exception>
    public static Prompt Of(params IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ChatMessage[] all = [.. messages];
        return all.Length > 0
            ? new Prompt(string.Join('\n', all.Select(message => message.Text))) { Messages = all }
            : throw new PromptException("The conversation has 0 messages; there is nothing to answer. Give it at least a user's.");
    }

    /// <summary>Creates a prompt of parts; control tokens are read from markup only.</summary>
    /// <param name="parts">The parts in order.</param>
    public static Prompt Of(params IReadOnlyList<PromptPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new Prompt(string.Concat(parts.Select(part => part.Text))) { Parts = parts };
    }
}
