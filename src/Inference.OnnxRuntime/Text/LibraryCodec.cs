using Microsoft.ML.Tokenizers;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Any tokenizer of Microsoft.ML.Tokenizers.</summary>
internal sealed class LibraryCodec(Tokenizer tokenizer) : ITextCodec
{
    // After these no SentencePiece tokenizer puts a space; one of them is a token of its own before almost any text.
    private static readonly string[] Anchors = ["\n", ".", "1", "a"];

    private readonly SentencePieceTokenizer? _pieces = tokenizer as SentencePieceTokenizer;

    public int Size => tokenizer switch
    {
        SentencePieceTokenizer pieces => 1 + pieces.Vocabulary.Values.Max(),
        BpeTokenizer pairs => 1 + pairs.Vocabulary.Values.Max(),
        _ => 0,
    };

    public int? StartToken => _pieces is { BeginningOfSentenceId: >= 0 } ? _pieces.BeginningOfSentenceId : null;

    public int? EndToken => _pieces is { EndOfSentenceId: >= 0 } ? _pieces.EndOfSentenceId : null;

    public bool? AddsStartToken => _pieces is null ? null : StartToken is not null;

    public IReadOnlyList<AddedToken> AddedTokens => [
        .. StartToken is { } start ? [new AddedToken(start, _pieces!.BeginningOfSentenceToken, IsSpecial: true)] : (AddedToken[])[],
        .. EndToken is { } end ? [new AddedToken(end, _pieces!.EndOfSentenceToken, IsSpecial: true)] : (AddedToken[])[]];

    public int? Find(string name) => tokenizer switch
    {
        SentencePieceTokenizer pieces => pieces.Vocabulary.TryGetValue(name, out var id) ? id : null,
        BpeTokenizer pairs => pairs.Vocabulary.TryGetValue(name, out var id) ? id : null,
        _ => tokenizer.EncodeToIds(name) is [var only] ? only : null,
    };

    public IReadOnlyList<int> Encode(string text, TextPosition position)
    {
        if (position == TextPosition.Continuation && _pieces is { AddDummyPrefix: true })
        {
            foreach (var anchor in Anchors)
            {
                var before = Encode(anchor);
                var whole = Encode(anchor + text);
                if (whole.Count > before.Count && whole.Take(before.Count).SequenceEqual(before))
                {
                    return [.. whole.Skip(before.Count)];
                }
            }
        }

        return Encode(text);
    }

    public ITokenReader CreateReader() => new Reader(tokenizer);

    private IReadOnlyList<int> Encode(string text) =>
        _pieces?.EncodeToIds(text, addBeginningOfSentence: false, addEndOfSentence: false) ?? tokenizer.EncodeToIds(text);

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
