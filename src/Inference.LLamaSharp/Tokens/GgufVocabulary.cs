using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Gguf;

namespace Accelerated.Inference.LLamaSharp.Tokens;

/// <summary>The tokenizer of a GGUF model: llama.cpp's, with the names and kinds that the file gives.</summary>
internal sealed class GgufVocabulary : IVocabulary
{
    private readonly ILlamaModel _model;
    private readonly GgufTokens _tokens;
    private readonly Dictionary<string, int> _control = [];

    public GgufVocabulary(ILlamaModel model, GgufTokens tokens)
    {
        (_model, _tokens) = (model, tokens);
        for (var token = 0; token < tokens.Texts.Count; token++)
        {
            if (tokens.IsControl(token))
            {
                _control.TryAdd(tokens.Texts[token], token);
            }
        }
    }

    /// <inheritdoc/>
    public int Size => _tokens.Texts.Count;

    /// <inheritdoc/>
    public int? StartToken => _model.StartToken;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> ControlTokens => _control;

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(string text) => _model.Encode(text);

    /// <inheritdoc/>
    /// <remarks>Some tokenizers put a space before any text. After a line's end they put none, so the text is encoded there.</remarks>
    public IReadOnlyList<int> EncodeContinuation(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var line = _model.Encode("\n");
        var both = _model.Encode("\n" + text);
        return both.AsSpan().StartsWith(line) ? both[line.Length..] : _model.Encode(text);
    }

    /// <summary>The token of a name; null where the vocabulary has none.</summary>
    public int? Find(string name)
    {
        if (_control.TryGetValue(name, out var control))
        {
            return control;
        }

        for (var token = 0; token < _tokens.Texts.Count; token++)
        {
            if (_tokens.Texts[token] == name)
            {
                return token;
            }
        }

        return null;
    }
}
