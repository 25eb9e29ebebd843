using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Templates;

/// <summary>
/// A model's chat template: what puts the messages of a conversation into the form that the model was trained on. It is written in the part
/// of the Jinja language that the templates of Hugging Face models use, with their white space rules (trim_blocks, lstrip_blocks). Safe for
/// several threads.
/// </summary>
/// <remarks>
/// Variables: <c>messages</c> (each with <c>role</c>, <c>content</c>, <c>reasoning_content</c>, <c>tool_calls</c>, <c>tool_call_id</c> and
/// <c>name</c> where it has them), <c>add_generation_prompt</c>, <c>bos_token</c>, <c>eos_token</c>, <c>tools</c> and <c>documents</c>
/// (none). Limits of one rendering: 5,000,000 steps, 67,108,864 characters made, 16,777,216 printed, 1,000 nested levels, 100,000 numbers
/// in a range.
/// </remarks>
internal sealed class ChatTemplate
{
    private readonly IReadOnlyList<Statement> _statements;
    private readonly string _startToken;
    private readonly string _endToken;

    private ChatTemplate(IReadOnlyList<Statement> statements, string? startToken, string? endToken)
    {
        _statements = statements;
        _startToken = startToken ?? "";
        _endToken = endToken ?? "";
    }

    /// <summary>Reads a template.</summary>
    /// <param name="source">
    /// The template's text, as <c>tokenizer.chat_template</c> or <c>tokenizer_config.json</c> has it; at most 1,048,576 characters.
    /// </param>
    /// <param name="startToken">
    /// The name of the start token, <c>bos_token</c>; null without one, which templates read as an empty text.
    /// </param>
    /// <param name="endToken">The name of the end token, <c>eos_token</c>; null without one.</param>
    /// <exception cref="TemplateException">It is not a valid template, or uses unsupported features.</exception>
    public static ChatTemplate Parse(string source, string? startToken, string? endToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ChatTemplate(TemplateParser.Read(source), startToken, endToken);
    }

    /// <summary>
    /// The conversation in the template's form: parts that the template wrote, which are markup, and parts that the messages contributed,
    /// which are not, whatever the template did to them. Neighbours differ in kind.
    /// </summary>
    /// <remarks>
    /// Where the template refuses the conversation and it has system messages, their text is put before that of the first user message, an
    /// empty line between, and the template is run once more: templates such as Gemma's know no system role. Images and other contents that
    /// are no text are refused. A template that asks for the date (<c>strftime_now</c>) renders another text each day.
    /// </remarks>
    /// <param name="messages">The conversation.</param>
    /// <param name="opensAnswer">Whether the opening of the answer follows the messages (<c>add_generation_prompt</c>).</param>
    /// <exception cref="PromptException">
    /// The template refuses the conversation, or a message has a content that templates cannot take.
    /// </exception>
    /// <exception cref="TemplateException">The template cannot be run, or takes more than a limit.</exception>
    public IReadOnlyList<PromptPart> Render(IReadOnlyList<ChatMessage> messages, bool opensAnswer = true) =>
        Render(messages, opensAnswer, TimeProvider.System);

    internal IReadOnlyList<PromptPart> Render(IReadOnlyList<ChatMessage> messages, bool opensAnswer, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(messages);
        try
        {
            return Run(messages, opensAnswer, clock);
        }
        catch (RefusedConversationException refusal)
        {
            try
            {
                return WithoutSystem(messages) is { } folded ? Run(folded, opensAnswer, clock) : throw Refused(refusal);
            }
            catch (RefusedConversationException second)
            {
                throw Refused(second);
            }
        }
    }

    private IReadOnlyList<PromptPart> Run(IReadOnlyList<ChatMessage> messages, bool opensAnswer, TimeProvider clock)
    {
        var run = new Run(clock);
        run.Scope.Set("messages", ChatVariables.Messages(messages));
        run.Scope.Set("add_generation_prompt", opensAnswer);
        run.Scope.Set("bos_token", TracedText.Markup(_startToken));
        run.Scope.Set("eos_token", TracedText.Markup(_endToken));
        run.Scope.Set("tools", null);
        run.Scope.Set("documents", null);
        run.Execute(_statements);
        return [.. run.Output.ToText().Parts()];
    }

    // The system messages' text before the first user's; null where there is nothing to move or nowhere to move it.
    private static List<ChatMessage>? WithoutSystem(IReadOnlyList<ChatMessage> messages)
    {
        var system = string.Join("\n\n", messages.Where(message => message.Role == ChatRole.System).Select(message => message.Text));
        var rest = messages.Where(message => message.Role != ChatRole.System).ToList();
        var user = rest.FindIndex(message => message.Role == ChatRole.User);
        if (rest.Count == messages.Count || user < 0)
        {
            return null;
        }

        rest[user] = new ChatMessage(ChatRole.User, [new TextContent(system + "\n\n"), .. rest[user].Contents]);
        return rest;
    }

    private static PromptException Refused(RefusedConversationException refusal)
    {
        var reason = new string([.. refusal.Message.Take(200).Select(c => char.IsControl(c) ? ' ' : c)]);
        return new PromptException(
            $"The chat template refuses the conversation: {reason.Trim()}. Give messages in the order and with the roles that it takes.");
    }
}
