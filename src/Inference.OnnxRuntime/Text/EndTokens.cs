using Accelerated.Inference.OnnxRuntime.Models;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Which tokens end an answer.</summary>
internal static class EndTokens
{
    // Instruct models end their turns by a token that base models, from which configurations are copied, do not end a text by.
    private static readonly string[] TurnEnds =
    [
        "<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|end|>", "<|return|>", "<|call|>", "<end_of_turn>", "<turn|>", "<|end_of_turn|>",
        "<|END_OF_TURN_TOKEN|>",
    ];

    /// <summary>
    /// All that a file of the model names as an end, the tokenizer's own end, and those control tokens of the vocabulary whose name is a
    /// usual one for the end of a turn or a text.
    /// </summary>
    /// <exception cref="ModelException">A file names an end token that is not in the vocabulary.</exception>
    public static HashSet<int> Of(
        ModelConfiguration model, TokenizerConfiguration tokenizer, ITextCodec codec, ModelVocabulary vocabulary, string path)
    {
        if (model.EndTokens.FirstOrDefault(token => token >= vocabulary.Size, -1) is >= 0 and var beyond)
        {
            throw new ModelException(
                $"The configuration of '{path}' names token {beyond} as an end; the model's are 0..{vocabulary.Size - 1}. Put the " +
                "model's own config.json and generation_config.json beside it.",
                path);
        }

        int?[] named = [codec.EndToken, tokenizer.EndName is { } end ? vocabulary.Find(end) : null];
        return
        [
            .. model.EndTokens.Where(token => token >= 0), // -1 means no token
            .. named.OfType<int>(),
            .. TurnEnds.Where(vocabulary.ControlTokens.ContainsKey).Select(name => vocabulary.ControlTokens[name]),
        ];
    }
}
