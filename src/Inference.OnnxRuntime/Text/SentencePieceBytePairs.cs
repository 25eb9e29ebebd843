using System.Globalization;
using System.Text;

namespace Accelerated.Inference;

/// <summary>
/// SentencePiece's byte-pair encoding (Kudo and Richardson 2018): always the best-scored pair is merged, the leftmost among equals.
/// Microsoft.ML.Tokenizers takes any of equals, which splits runs such as "!!!" in another way than the model was trained on.
/// </summary>
internal sealed class SentencePieceBytePairs : ITextCodec
{
    private const char Space = '\u2581';

    private readonly SentencePieceFile _file;
    private readonly Dictionary<string, int> _mergeable = new(StringComparer.Ordinal);
    private readonly int[] _bytes = new int[256];
    private readonly byte[][] _texts;
    private readonly int _unknown;

    public SentencePieceBytePairs(SentencePieceFile file)
    {
        _file = file;
        _texts = new byte[file.Pieces.Count][];
        Array.Fill(_bytes, -1);
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            var (text, _, type) = file.Pieces[id];
            _texts[id] = [];
            switch (type)
            {
                case SentencePieceFile.PieceType.Normal:
                    _mergeable[text] = id;
                    _texts[id] = Encoding.UTF8.GetBytes(text.Replace(Space, ' '));
                    break;
                case SentencePieceFile.PieceType.Byte when text.Length == 6 && byte.TryParse(text.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value):
                    _bytes[value] = id;
                    _texts[id] = [value];
                    break;
                case SentencePieceFile.PieceType.Unknown:
                    _unknown = id;
                    break;
            }
        }
    }

    public int Size => _texts.Length;

    public int? StartToken => _file.StartToken >= 0 ? _file.StartToken : null;

    public int? EndToken => _file.EndToken >= 0 ? _file.EndToken : null;

    public bool? AddsStartToken => StartToken is not null;

    public IReadOnlyList<AddedToken> AddedTokens => _file.ControlTokens;

    public int? Find(string name) => _file.Find(name);

    public IReadOnlyList<int> Encode(string text, TextPlace place) =>
        text.Length == 0 ? [] : Merge(_file.AddsDummyPrefix && place != TextPlace.Continuation ? " " + text : text);

    public ITokenReader CreateReader() => new ByteReader(token => (uint)token < (uint)_texts.Length ? _texts[token] : []);

    private List<int> Merge(string text)
    {
        var pieces = new List<Piece>(text.Length);
        foreach (var rune in text.Replace(' ', Space).EnumerateRunes())
        {
            pieces.Add(new Piece(rune.ToString(), pieces.Count - 1, pieces.Count + 1));
        }

        var queue = new PriorityQueue<(int Left, int Right, int Length), (float, int)>(pieces.Count);
        for (var left = 0; left + 1 < pieces.Count; left++)
        {
            Offer(pieces, queue, left, left + 1);
        }

        while (queue.TryDequeue(out var pair, out _))
        {
            var (left, right) = (pieces[pair.Left], pieces[pair.Right]);
            if (left.Text.Length == 0 || right.Text.Length == 0 || left.Next != pair.Right || left.Text.Length + right.Text.Length != pair.Length)
            {
                continue; // one of the two was merged with another since
            }

            pieces[pair.Left] = left with { Text = left.Text + right.Text, Next = right.Next };
            pieces[pair.Right] = right with { Text = string.Empty };
            if (right.Next < pieces.Count)
            {
                pieces[right.Next] = pieces[right.Next] with { Previous = pair.Left };
                Offer(pieces, queue, pair.Left, right.Next);
            }

            if (left.Previous >= 0)
            {
                Offer(pieces, queue, left.Previous, pair.Left);
            }
        }

        var ids = new List<int>(pieces.Count);
        foreach (var piece in pieces.Where(piece => piece.Text.Length > 0))
        {
            AddIds(piece.Text, ids);
        }

        return ids;
    }

    private void Offer(List<Piece> pieces, PriorityQueue<(int, int, int), (float, int)> queue, int left, int right)
    {
        var merged = pieces[left].Text + pieces[right].Text;
        if (_mergeable.TryGetValue(merged, out var id))
        {
            queue.Enqueue((left, right, merged.Length), (-_file.Pieces[id].Score, left));
        }
    }

    private void AddIds(string piece, List<int> ids)
    {
        if (_mergeable.TryGetValue(piece, out var id))
        {
            ids.Add(id);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(piece);
        if (bytes.Any(value => _bytes[value] < 0))
        {
            ids.Add(_unknown);
            return;
        }

        ids.AddRange(bytes.Select(value => _bytes[value]));
    }

    private readonly record struct Piece(string Text, int Previous, int Next);
}
