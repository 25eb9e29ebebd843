using System.Text;
using System.Text.RegularExpressions;

namespace Accelerated.Inference;

/// <summary>The tokenizer of a SentencePiece model file.</summary>
internal static partial class SentencePieceCodec
{
    private const string Space = "\u2581";

    /// <summary>The tokenizer of a file.</summary>
    /// <exception cref="ModelException">It is missing, damaged, or of a type that is not known.</exception>
    public static ITextCodec Open(string path)
    {
        var file = SentencePieceFile.Read(path);
        IWordModel model = file.Type switch
        {
            SentencePieceFile.ModelType.BytePair => new SentencePieceMerges(file),
            SentencePieceFile.ModelType.Unigram => Unigram(file),
            _ => throw new ModelException($"Tokenizer file '{path}' cannot be used: its type {file.Type} is not known. Give a SentencePiece model of type BPE or unigram.", path),
        };
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            vocabulary.TryAdd(file.Pieces[id].Text, id);
        }

        return new PipelineCodec(vocabulary, Normalizer(file), (pieces, _) => pieces, model, Text)
        {
            Size = file.Pieces.Count,
            AddedTokens = file.ControlTokens,
            StartToken = file.StartToken >= 0 ? file.StartToken : null,
            EndToken = file.EndToken >= 0 ? file.EndToken : null,
            AddsStartToken = file.StartToken >= 0,
        };
    }

    private static UnigramPieces Unigram(SentencePieceFile file)
    {
        var unknown = file.Pieces.FindIndex(piece => piece.Type == SentencePieceFile.PieceType.Unknown);
        var pieces = file.Pieces.Select((piece, id) => (piece, id)).Where(item => item.piece.Type is SentencePieceFile.PieceType.Normal or SentencePieceFile.PieceType.UserDefined);
        var bytes = file.Pieces.Select((piece, id) => (piece, id)).Where(item => item.piece.Type == SentencePieceFile.PieceType.Byte).ToDictionary(item => TokenTexts.Byte(item.piece.Text) ?? 0, item => item.id);
        return new UnigramPieces(
            pieces.Select(item => (item.piece.Text, (double)item.piece.Score, item.id)), Math.Max(unknown, 0), bytes.Count == 256 ? [.. Enumerable.Range(0, 256).Select(value => bytes[(byte)value])] : null);
    }

    // As SentencePiece's own: characters are replaced, spaces cut down, one put before, and all are made visible.
    private static TextStep Normalizer(SentencePieceFile file)
    {
        var replace = CharacterMap.Step(file.CharacterMap);
        return (text, place) =>
        {
            text = replace(text, place);
            text = file.RemovesExtraSpaces ? Spaces().Replace(text.Trim(' '), " ") : text;
            text = file.AddsDummyPrefix && text.Length > 0 && place != TextPlace.Continuation ? " " + text : text;
            return text.Replace(" ", Space, StringComparison.Ordinal);
        };
    }

    private static byte[] Text(string name) => TokenTexts.Byte(name) is { } value ? [value] : Encoding.UTF8.GetBytes(name.Replace(Space, " ", StringComparison.Ordinal));

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
