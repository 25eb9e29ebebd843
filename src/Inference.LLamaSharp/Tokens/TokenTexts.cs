using System.Text;
using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Gguf;

namespace Accelerated.Inference.LLamaSharp.Tokens;

/// <summary>
/// The text that each token of a vocabulary adds to an answer. Control tokens add none, but for the marks of a reasoning, which are needed
/// to keep it apart. Each is asked for once. Safe for concurrent callers.
/// </summary>
internal sealed class TokenTexts
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly ILlamaModel _model;
    private readonly byte[]?[] _bytes;
    private readonly string?[] _whole;

    public TokenTexts(ILlamaModel model, GgufTokens tokens)
    {
        _model = model;
        _bytes = new byte[]?[tokens.Texts.Count];
        _whole = new string?[tokens.Texts.Count];
        for (var token = 0; token < _bytes.Length; token++)
        {
            if (tokens.Texts[token] is Reasoning.Start or Reasoning.End)
            {
                _bytes[token] = Encoding.UTF8.GetBytes(tokens.Texts[token]);
            }
        }
    }

    /// <summary>The bytes of a token; half a character is possible.</summary>
    public ReadOnlySpan<byte> Bytes(int token) => _bytes[token] ??= _model.Piece(token);

    /// <summary>The text of a token that consists of whole characters; null where it does not.</summary>
    public string? Whole(int token)
    {
        if (_whole[token] is { } known)
        {
            return known;
        }

        try
        {
            return _whole[token] = Strict.GetString(Bytes(token));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
