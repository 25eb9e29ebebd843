namespace Accelerated.Inference.LLamaSharp.Tokens;

/// <summary>
/// Reads one answer's tokens as text. A character over several tokens comes with the last of them; one that the answer ends within is
/// dropped, and bytes that are no character at all are read as U+FFFD.
/// </summary>
internal sealed class AnswerText(TokenTexts texts)
{
    private System.Text.Decoder? _decoder; // only while a character is incomplete

    /// <summary>What the token adds to the text; empty while a character is incomplete.</summary>
    public string Add(int token)
    {
        if (_decoder is null && texts.Whole(token) is { } whole)
        {
            return whole;
        }

        var bytes = texts.Bytes(token);
        if (bytes.IsEmpty)
        {
            return "";
        }

        _decoder ??= System.Text.Encoding.UTF8.GetDecoder();
        Span<char> characters = stackalloc char[256];
        if (bytes.Length + 4 > characters.Length)
        {
            characters = new char[bytes.Length + 4];
        }

        var count = _decoder.GetChars(bytes, characters, flush: false);
        if (!Pending(_decoder))
        {
            _decoder = null;
        }

        return new string(characters[..count]);
    }

    // A decoder tells whether it holds a beginning by what it would give if the text ended here.
    private static bool Pending(System.Text.Decoder decoder) => decoder.GetCharCount([], flush: true) > 0;
}
