using Microsoft.ML.Tokenizers;

namespace Accelerated.Inference;

/// <summary>Any tokenizer of Microsoft.ML.Tokenizers.</summary>
internal sealed class LibraryCodec(Tokenizer tokenizer) : ITextCodec
{
    public int? VocabularySize => tokenizer switch
    {
        SentencePieceTokenizer pieces => pieces.Vocabulary.Count,
        BpeTokenizer pairs => pairs.Vocabulary.Count,
        _ => null,
    };

    public int? StartToken => (tokenizer as SentencePieceTokenizer)?.BeginningOfSentenceId;

    public int? EndToken => (tokenizer as SentencePieceTokenizer)?.EndOfSentenceId;

    public IReadOnlyList<int> Encode(string prompt) => tokenizer is SentencePieceTokenizer pieces
        ? pieces.EncodeToIds(prompt, addBeginningOfSentence: false, addEndOfSentence: false)
        : tokenizer.EncodeToIds(prompt);

    // Encoded as one text; where a token would lie across the border, the continuation is encoded alone.
    public IReadOnlyList<int> EncodeAfter(string prompt, string continuation)
    {
        var before = Encode(prompt);
        var whole = Encode(prompt + continuation);
        return whole.Count > before.Count && whole.Take(before.Count).SequenceEqual(before) ? [.. whole.Skip(before.Count)] : Encode(continuation);
    }

    public ITokenReader CreateReader() => new Reader(tokenizer);

    // A tokenizer may drop a leading space or join bytes, so a token's text is what it adds to the text of those before it.
    private sealed class Reader(Tokenizer tokenizer) : ITokenReader
    {
        private readonly List<int> _tokens = [];
        private string _text = string.Empty;

        public string Read(int token)
        {
            _tokens.Add(token);
            var text = tokenizer.Decode(_tokens) ?? string.Empty;
            if (text.EndsWith('\uFFFD') || !text.StartsWith(_text, StringComparison.Ordinal))
            {
                return string.Empty; // a character is incomplete
            }

            var added = text[_text.Length..];
            _text = text;
            return added;
        }
    }
}
