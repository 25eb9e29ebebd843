using System.Text;
using System.Text.RegularExpressions;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>The tokenizer of a SentencePiece model file.</summary>
internal static partial class SentencePieceCodec
{
    private const string Space = "\u2581";

    /// <summary>The tokenizer of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="special">Names of tokens that no text produces, besides those of the file.</param>
    /// <exception cref="ModelException">It is missing, damaged, or of a type that is not known.</exception>
    public static ITextCodec Open(string path, IReadOnlySet<string> special)
    {
        var file = SentencePieceFile.Read(path);
        file.Hide(special);
        IWordModel model = file.Type switch
        {
            SentencePieceFile.ModelType.BytePair => new SentencePieceMerges(file),
            SentencePieceFile.ModelType.Unigram => Unigram(file),
            _ => throw new ModelException(
                $"Tokenizer file '{path}' cannot be used: its type {file.Type} is not known. Give a SentencePiece model of type BPE or " +
                "unigram.",
                path),
        };
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            vocabulary.TryAdd(file.Pieces[id].Text, id);
        }

        try
        {
            return new PipelineCodec(vocabulary, Normalizer(file), (pieces, _) => pieces, model, Text)
            {
                Size = file.Pieces.Count,
                AddedTokens = file.ControlTokens,
                StartToken = file.StartToken >= 0 ? file.StartToken : null,
                EndToken = file.EndToken >= 0 ? file.EndToken : null,
                AddsStartToken = file.StartToken >= 0,
            };
        }
        catch (NotSupportedException exception)
        {
            throw new ModelException($"Tokenizer file '{path}' cannot be used: {exception.Message}. Fetch it again.", path, exception);
        }
    }

    private static UnigramPieces Unigram(SentencePieceFile file)
    {
        var unknown = file.Pieces.FindIndex(piece => piece.Type == SentencePieceFile.PieceType.Unknown);
        var pieces = new List<(string Text, double Score, int Id)>();
        var bytes = new Dictionary<int, int>();
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            var (text, score, type) = file.Pieces[id];
            if (type is SentencePieceFile.PieceType.Normal or SentencePieceFile.PieceType.UserDefined)
            {
                pieces.Add((text, score, id));
            }
            else if (type == SentencePieceFile.PieceType.Byte && TokenTexts.Byte(text) is { } value)
            {
                bytes[value] = id;
            }
        }

        return new UnigramPieces(
            pieces, Math.Max(unknown, 0), bytes.Count == 256 ? [.. Enumerable.Range(0, 256).Select(value => bytes[value])] : null);
    }

    // As SentencePiece's own: characters are replaced, spaces cut down, one put before, and all are made visible.
    private static TextStep Normalizer(SentencePieceFile file)
    {
        var replace = CharacterMap.Step(file.CharacterMap.Span);
        return (text, position) =>
        {
            text = replace(text, position);
            text = file.RemovesExtraSpaces ? Spaces().Replace(text.Trim(' '), " ") : text;
            text = file.AddsDummyPrefix && text.Length > 0 && position != TextPosition.Continuation ? " " + text : text;
            return text.Replace(" ", Space, StringComparison.Ordinal);
        };
    }

    private static byte[] Text(string name) =>
        TokenTexts.Byte(name) is { } value ? [value] : Encoding.UTF8.GetBytes(name.Replace(Space, " ", StringComparison.Ordinal));

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
