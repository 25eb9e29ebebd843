using Google.Protobuf;
using Microsoft.ML.Tokenizers;

namespace Accelerated.Inference;

/// <summary>The table of SentencePiece by which characters are replaced.</summary>
internal static class CharacterMap
{
    /// <summary>The step of a table; nothing is done where it is empty.</summary>
    public static TextStep Step(ByteString table)
    {
        if (table.IsEmpty)
        {
            return (text, _) => text;
        }

        // Microsoft.ML.Tokenizers reads such tables, as part of a whole model only; this is the least that is one.
        using var file = new MemoryStream();
        using (var output = new CodedOutputStream(file, leaveOpen: true))
        {
            WriteMessage(output, 1, piece =>
            {
                piece.WriteTag(1, WireFormat.WireType.LengthDelimited);
                piece.WriteString("<unk>");
                WriteNumber(piece, 3, (int)SentencePieceFile.PieceType.Unknown);
            });
            WriteMessage(output, 2, trainer =>
            {
                WriteNumber(trainer, 3, (int)SentencePieceFile.ModelType.Unigram);
                foreach (var id in (int[])[40, 41, 42, 43]) // of unknown text, start, end and padding
                {
                    WriteNumber(trainer, id, 0);
                }
            });
            WriteMessage(output, 3, normalizer =>
            {
                normalizer.WriteTag(2, WireFormat.WireType.LengthDelimited);
                normalizer.WriteBytes(table);
                foreach (var step in (int[])[3, 4, 5]) // no space before a text, none removed, none replaced
                {
                    WriteNumber(normalizer, step, 0);
                }
            });
        }

        file.Position = 0;
        var map = SentencePieceTokenizer.Create(file, addBeginningOfSentence: false, addEndOfSentence: false).Normalizer!;
        return (text, _) => map.Normalize(text);
    }

    private static void WriteNumber(CodedOutputStream output, int field, int value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt32(value);
    }

    private static void WriteMessage(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var inner = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(inner);
        }

        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes.ToArray()));
    }
}
