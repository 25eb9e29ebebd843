using System.Text.RegularExpressions;
using Accelerated.Inference.OnnxRuntime.Models;
using Google.Protobuf;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>What a SentencePiece model file says: its pieces, and how text is prepared.</summary>
internal sealed partial class SentencePieceFile
{
    private bool _hasTrainer;

    private SentencePieceFile(string path) => Path = path;

    public enum PieceType
    {
        Normal = 1,
        Unknown = 2,
        Control = 3,
        UserDefined = 4,
        Unused = 5,
        Byte = 6,
    }

    public enum ModelType
    {
        Unigram = 1,
        BytePair = 2,
        Word = 3,
        Character = 4,
    }

    public string Path { get; }

    public List<(string Text, float Score, PieceType Type)> Pieces { get; } = [];

    public ModelType Type { get; private set; } = ModelType.Unigram;

    public int StartToken { get; private set; } = 1;

    public int EndToken { get; private set; } = 2;

    public bool AddsDummyPrefix { get; private set; } = true;

    public bool RemovesExtraSpaces { get; private set; } = true;

    /// <summary>The table of characters that are replaced; empty for none.</summary>
    public ByteString CharacterMap { get; private set; } = ByteString.Empty;

    /// <summary>The tokens that no text produces.</summary>
    public IReadOnlyList<AddedToken> ControlTokens =>
    [
        .. Pieces.Select((piece, id) => (piece.Text, piece.Type, Id: id))
            .Where(item => item.Type is PieceType.Control or PieceType.Unknown)
            .Select(item => new AddedToken(item.Id, item.Text, IsSpecial: true)),
    ];

    public static SentencePieceFile Read(string path)
    {
        var bytes = ModelFile.Bytes(path, "Tokenizer file");
        if (bytes.AsSpan().IndexOf((byte)'\n') is > 0 and < 400 and var line
            && TiktokenLine().IsMatch(System.Text.Encoding.UTF8.GetString(bytes, 0, line)))
        {
            throw new ModelException(
                $"Tokenizer file '{path}' is a vocabulary of tiktoken, which does not say how words are cut. Put the model's " +
                "tokenizer.json beside the model.",
                path);
        }

        var file = new SentencePieceFile(path);
        try
        {
            file.ReadModel(new CodedInputStream(bytes));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new ModelException($"Tokenizer file '{path}' is damaged: {exception.Message} Fetch it again.", path, exception);
        }

        return file is { Pieces.Count: > 0, _hasTrainer: true }
            ? file
            : throw new ModelException(
                $"Tokenizer file '{path}' lacks its pieces or how they were trained, so it is not a whole SentencePiece model. Give the " +
                "model's own tokenizer.",
                path);
    }

    /// <summary>
    /// Makes control tokens of pieces that texts would produce: some files hold the turns of a chat as pieces of the user's.
    /// </summary>
    public void Hide(IReadOnlySet<string> names)
    {
        for (var id = 0; id < Pieces.Count; id++)
        {
            if (Pieces[id].Type is PieceType.Normal or PieceType.UserDefined && names.Contains(Pieces[id].Text))
            {
                Pieces[id] = (Pieces[id].Text, Pieces[id].Score, PieceType.Control);
            }
        }
    }

    // A token in base 64 and its rank.
    [GeneratedRegex("^[A-Za-z0-9+/]+=* [0-9]+\r?$")]
    private static partial Regex TiktokenLine();

    private void ReadModel(CodedInputStream input) => ReadFields(input, field =>
    {
        switch (field)
        {
            case 1:
                ReadPiece(new CodedInputStream(input.ReadBytes().ToByteArray()));
                return true;
            case 2:
                _hasTrainer = true;
                ReadTrainer(new CodedInputStream(input.ReadBytes().ToByteArray()));
                return true;
            case 3:
                ReadNormaliser(new CodedInputStream(input.ReadBytes().ToByteArray()));
                return true;
            default:
                return false;
        }
    });

    private void ReadPiece(CodedInputStream input)
    {
        var (text, score, type) = (string.Empty, 0f, PieceType.Normal);
        ReadFields(input, field =>
        {
            switch (field)
            {
                case 1:
                    text = input.ReadString();
                    return true;
                case 2:
                    score = input.ReadFloat();
                    return true;
                case 3:
                    type = (PieceType)input.ReadInt32();
                    return true;
                default:
                    return false;
            }
        });
        Pieces.Add((text, score, type));
    }

    private void ReadTrainer(CodedInputStream input) => ReadFields(input, field =>
    {
        switch (field)
        {
            case 3:
                Type = (ModelType)input.ReadInt32();
                return true;
            case 41:
                StartToken = input.ReadInt32();
                return true;
            case 42:
                EndToken = input.ReadInt32();
                return true;
            default:
                return false;
        }
    });

    private void ReadNormaliser(CodedInputStream input) => ReadFields(input, field =>
    {
        switch (field)
        {
            case 2:
                CharacterMap = input.ReadBytes();
                return true;
            case 3:
                AddsDummyPrefix = input.ReadBool();
                return true;
            case 4:
                RemovesExtraSpaces = input.ReadBool();
                return true;
            default:
                return false;
        }
    });

    private static void ReadFields(CodedInputStream input, Func<int, bool> read)
    {
        while (input.ReadTag() is var tag and not 0)
        {
            if (!read(WireFormat.GetTagFieldNumber(tag)))
            {
                input.SkipLastField();
            }
        }
    }
}
