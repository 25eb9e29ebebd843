using System.Globalization;

namespace Accelerated.Inference;

/// <summary>The token ids of prompts and continuations, checked against what the model can take.</summary>
/// <param name="codec">The tokenizer.</param>
/// <param name="startToken">The token every prompt begins with; null for none.</param>
/// <param name="vocabularySize">Number of token ids.</param>
/// <param name="contextLength">The most tokens a prompt and its answer may have together.</param>
/// <param name="name">The model's name, for messages.</param>
internal sealed class PromptTokens(ITextCodec codec, int? startToken, int vocabularySize, int contextLength, string name)
{
    /// <summary>The token ids of a prompt, the start token included; unchecked.</summary>
    public IReadOnlyList<int> Encode(Prompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return prompt.Tokens ?? [.. startToken is { } start ? (int[])[start] : [], .. codec.Encode(prompt.Text)];
    }

    /// <summary>The token ids of a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="answer">Tokens that come after it.</param>
    /// <param name="what">What those are, for the message.</param>
    /// <exception cref="PromptException">There is none, one is no id of the model's, or they and the answer do not fit the context.</exception>
    public IReadOnlyList<int> Of(Prompt prompt, int answer, string what)
    {
        var tokens = Checked(Encode(prompt));
        if (tokens.Count == 0)
        {
            throw new PromptException("The prompt has 0 tokens; it must have at least 1. Give a text.");
        }

        return tokens.Count + (long)answer <= contextLength
            ? tokens
            : throw new PromptException(string.Create(
                CultureInfo.InvariantCulture,
                $"The prompt has {tokens.Count:N0} tokens and {what} {answer:N0}; the context of {name} is {contextLength:N0}. Shorten the prompt or lower the tokens of the answer."));
    }

    /// <summary>The token ids of a continuation of a prompt.</summary>
    /// <exception cref="PromptException">One is no id of the model's.</exception>
    public IReadOnlyList<int> Of(Prompt prompt, Continuation continuation) =>
        Checked(continuation.Tokens ?? codec.EncodeAfter(prompt.Text, continuation.Text));

    private IReadOnlyList<int> Checked(IReadOnlyList<int> tokens)
    {
        foreach (var token in tokens)
        {
            if (token < 0 || token >= vocabularySize)
            {
                throw new PromptException($"Token {token} is outside the vocabulary of 0..{vocabularySize - 1}. Encode the text with the model's own tokenizer.");
            }
        }

        return tokens;
    }
}
