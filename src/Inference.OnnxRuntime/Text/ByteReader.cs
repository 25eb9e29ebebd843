using System.Buffers;
using System.Text;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Reads tokens that stand for bytes: a character may be spread over several.</summary>
/// <param name="bytes">The bytes of a token; empty for one without a text, or of none.</param>
internal sealed class ByteReader(Func<int, byte[]> bytes) : ITokenReader
{
    private readonly System.Text.Decoder _decoder = Encoding.UTF8.GetDecoder();

    public string Read(int token)
    {
        var part = bytes(token);
        if (part.Length == 0)
        {
            return string.Empty;
        }

        var characters = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(part.Length + 4));
        var count = _decoder.GetChars(part, characters, flush: false);
        var text = new string(characters, 0, count);
        ArrayPool<char>.Shared.Return(characters);
        return text;
    }
}
