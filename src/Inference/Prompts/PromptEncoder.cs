using System.Text;
using Accelerated.Inference.Scoring;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Encodes prompts as token ids, the same way for every engine: applies the chat template, reads control tokens from markup only, adds one
/// start token, and checks the context length.
/// </summary>
/// <param name="vocabulary">The model's tokenizer.</param>
/// <param name="template">The model's chat template: renders messages, and the opening of the answer; null where it has none.</param>
/// <param name="use">When the template is applied.</param>
/// <param name="contextLength">Tokens of a prompt and its answer together.</param>
/// <param name="overflow">What becomes of prompts that are too long.</param>
/// <param name="name">The model's name, for messages.</param>
internal sealed class PromptEncoder(
    IVocabulary vocabulary,
    Func<IReadOnlyList<Microsoft.Extensions.AI.ChatMessage>, IReadOnlyList<PromptPart>>? template,
    ChatTemplateUse use,
    int contextLength,
    PromptOverflow overflow,
    string name)
{
    private readonly string[] _controlNames =
        [.. vocabulary.ControlTokens.Keys.Where(token => token.Length > 0).OrderByDescending(token => token.Length)];

    /// <summary>
    /// Whether the model's chat template is applied to a prompt. A text whose markup names control tokens is in the model's form already.
    /// </summary>
    public bool AppliesTemplate(Prompt prompt) =>
        prompt.Tokens is null && use != ChatTemplateUse.Never &&
        (prompt.Messages is not null || use == ChatTemplateUse.Always || (template is not null && !NamesControlTokens(prompt)));

    /// <summary>The token ids of a prompt, the start token included, whether it fits or not.</summary>
    /// <exception cref="PromptException">
    /// It is empty, has an id outside the model's vocabulary, or is a conversation and the model has no template.
    /// </exception>
    public int[] Encode(Prompt prompt) => Encode(prompt, out _);

    /// <summary>The token ids of a prompt and how many tokens an answer may have.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="answer">Tokens of the answer that are asked for.</param>
    /// <param name="least">Tokens of the answer that must fit.</param>
    /// <exception cref="PromptException">It cannot be encoded, or does not fit the context.</exception>
    public EncodedPrompt Encode(Prompt prompt, int answer, int least)
    {
        var tokens = Encode(prompt, out var opensReasoning);
        var dropped = 0;
        if (tokens.Length + (long)least > contextLength)
        {
            var kept = contextLength - Math.Min(answer, Math.Max(least, contextLength / 2));
            var starts = vocabulary.StartToken is { } start && tokens[0] == start ? 1 : 0;
            if (overflow == PromptOverflow.Refuse || least >= contextLength || kept <= starts)
            {
                throw new PromptException(
                    $"The prompt has {tokens.Length} tokens and at least {least} must follow it; the context of {name} has " +
                    $"{contextLength}. Shorten the prompt, or let its beginning be dropped (PromptOverflow.TruncateLeft).");
            }

            dropped = tokens.Length - kept;
            tokens = [.. tokens[..starts], .. tokens[(starts + dropped)..]];
        }

        return new EncodedPrompt(tokens, (int)Math.Min(answer, contextLength - (long)tokens.Length), dropped, opensReasoning);
    }

    /// <summary>The token ids of a prompt after which answers are scored.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="longest">Tokens of the longest answer.</param>
    /// <exception cref="PromptException">It cannot be encoded, does not fit the context, or ends within a reasoning.</exception>
    public EncodedPrompt EncodeForScoring(Prompt prompt, int longest)
    {
        var encoded = Encode(prompt, longest, longest);
        return !encoded.OpensReasoning
            ? encoded
            : throw new PromptException(
                $"The chat template of {name} opens a reasoning, and answers are scored after it. Ask for chains of reasoning, or begin " +
                $"the answer with '{Reasoning.End}' (Prompt.AnswerStart).");
    }

    /// <summary>The token ids of an answer that is to be scored.</summary>
    /// <exception cref="PromptException">An id is outside the model's vocabulary.</exception>
    public IReadOnlyList<int> EncodeContinuation(Continuation continuation) =>
        continuation.Tokens is { } tokens ? Checked([.. tokens], "A continuation") : vocabulary.EncodeContinuation(continuation.Text);

    /// <summary>
    /// The tokens that end an answer before they are part of it: those asked for, and control tokens named by a stop string.
    /// </summary>
    /// <exception cref="OptionException">An id is outside the model's vocabulary.</exception>
    public IReadOnlySet<int> StopTokens(SamplingOptions options)
    {
        var stops = new HashSet<int>(options.StopTokens);
        foreach (var token in stops)
        {
            if (token < 0 || token >= vocabulary.Size)
            {
                throw new OptionException(
                    nameof(options.StopTokens),
                    FormattableString.Invariant(
                        $"Invalid value '{token}' for SamplingOptions.StopTokens: expected 0 to {vocabulary.Size - 1}, ") +
                    $"the ids of {name}. Look the id up by ILanguageModel.FindToken.");
            }
        }

        foreach (var text in options.StopStrings)
        {
            if (vocabulary.ControlTokens.TryGetValue(text, out var token))
            {
                stops.Add(token);
            }
        }

        return stops;
    }

    private int[] Encode(Prompt prompt, out bool opensReasoning)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        opensReasoning = false;
        if (prompt.Tokens is { } given)
        {
            return given.Count > 0 ? Checked([.. given], "The prompt") : throw Empty();
        }

        var parts = Parts(prompt);
        opensReasoning = Reasoning.IsOpen(string.Concat(parts.Select(part => part.Text)));
        var ids = new List<int>();
        int? last = null;
        foreach (var (text, token) in Fragments(parts))
        {
            if (token is { } control)
            {
                ids.Add(control);
            }
            else
            {
                ids.AddRange(last is { } before ? vocabulary.EncodeAfter(before, text) : vocabulary.Encode(text));
            }

            last = token;
        }

        if (vocabulary.StartToken is { } start && (ids.Count == 0 || ids[0] != start))
        {
            ids.Insert(0, start);
        }

        return [.. ids];
    }

    private List<PromptPart> Parts(Prompt prompt)
    {
        List<PromptPart> parts;
        if (AppliesTemplate(prompt))
        {
            if (template is null)
            {
                throw new PromptException(
                    $"{name} has no chat template, so it does not support messages. Give a plain text in the form that the model was " +
                    "trained on, or use an instruct model.");
            }

            parts = [.. template(prompt.Messages ?? [new(Microsoft.Extensions.AI.ChatRole.User, prompt.Text)])];
        }
        else if (prompt.Messages is not null)
        {
            throw new PromptException(
                $"The prompt is a conversation, and the chat template of {name} is switched off. Use ChatTemplateUse.Auto, or give a " +
                "plain text.");
        }
        else
        {
            parts = [.. prompt.Parts ?? [new PromptPart(prompt.Text)]];
        }

        parts.Add(new PromptPart(AnswerStart(prompt, parts)));
        return parts.Any(part => part.Text.Length > 0) ? parts : throw Empty();
    }

    // Splits at the control tokens within markup; the text between two of them is encoded as one, whoever wrote it.
    private IEnumerable<(string Text, int? Token)> Fragments(List<PromptPart> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (!part.IsMarkup)
            {
                text.Append(part.Text);
                continue;
            }

            var markup = part.Text;
            var from = 0;
            while (NextControl(markup, from) is var (at, control))
            {
                text.Append(markup, from, at - from);
                if (text.Length > 0)
                {
                    yield return (text.ToString(), null);
                    text.Clear();
                }

                yield return ("", vocabulary.ControlTokens[control]);
                from = at + control.Length;
            }

            text.Append(markup, from, markup.Length - from);
        }

        if (text.Length > 0)
        {
            yield return (text.ToString(), null);
        }
    }

    // A reasoning that the template has opened is not opened twice.
    private static string AnswerStart(Prompt prompt, List<PromptPart> parts) =>
        prompt.AnswerStart.StartsWith(Reasoning.Start, StringComparison.Ordinal)
        && Reasoning.IsOpen(string.Concat(parts.Select(part => part.Text)))
            ? prompt.AnswerStart[Reasoning.Start.Length..].TrimStart()
            : prompt.AnswerStart;

    private bool NamesControlTokens(Prompt prompt) =>
        prompt.Parts?.Any(part => part.IsMarkup && NextControl(part.Text, 0) is not null) == true;

    // The first control token's name from an offset on, the longest of those that begin there.
    private (int At, string Control)? NextControl(string markup, int from)
    {
        (int At, string Control)? first = null;
        foreach (var control in _controlNames)
        {
            var at = markup.IndexOf(control, from, StringComparison.Ordinal);
            if (at >= 0 && (first is null || at < first.Value.At))
            {
                first = (at, control);
            }
        }

        return first;
    }

    private int[] Checked(int[] tokens, string what)
    {
        foreach (var token in tokens)
        {
            if (token < 0 || token >= vocabulary.Size)
            {
                throw new PromptException(
                    $"{what} has the token id {token}; expected 0 to {vocabulary.Size - 1}. Encode the text with the model's tokenizer.");
            }
        }

        return tokens;
    }

    private static PromptException Empty() => new("The prompt is empty; there is nothing to answer. Give it a text.");
}
