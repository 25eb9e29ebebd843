using System.Text;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>
/// SentencePiece's byte-pair encoding (Kudo and Richardson 2018): always the best-scored pair is merged, the leftmost among equals.
/// Microsoft.ML.Tokenizers takes any of equals, which splits runs such as "!!!" in another way than the model was trained on.
/// </summary>
internal sealed class SentencePieceMerges : IWordModel
{
    private readonly Dictionary<string, (int Id, float Score)> _mergeable = new(StringComparer.Ordinal);
    private readonly AddedTokenFinder _whole;
    private readonly int[] _bytes = new int[256];
    private readonly int _unknown;

    public SentencePieceMerges(SentencePieceFile file)
    {
        Array.Fill(_bytes, -1);
        var whole = new List<AddedToken>();
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            var (text, score, type) = file.Pieces[id];
            switch (type)
            {
                case SentencePieceFile.PieceType.Normal:
                    _mergeable[text] = (id, score);
                    break;
                case SentencePieceFile.PieceType.UserDefined:
                    whole.Add(new AddedToken(id, text, IsSpecial: false));
                    break;
                case SentencePieceFile.PieceType.Byte when TokenTexts.Byte(text) is { } value:
                    _bytes[value] = id;
                    break;
                case SentencePieceFile.PieceType.Unknown:
                    _unknown = id;
                    break;
            }
        }

        _whole = new AddedTokenFinder(whole);
    }

    public void Encode(string word, List<int> ids)
    {
        foreach (var (section, token) in _whole.Cut(word))
        {
            if (token is null)
            {
                Merge(section, ids);
            }
            else
            {
                ids.Add(token.Id);
            }
        }
    }

    private void Merge(string text, List<int> ids)
    {
        var pieces = new List<Piece>(text.Length);
        foreach (var rune in text.EnumerateRunes())
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
            if (left.Text.Length == 0 || right.Text.Length == 0 || left.Next != pair.Right
                || left.Text.Length + right.Text.Length != pair.Length)
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

        foreach (var piece in pieces.Where(piece => piece.Text.Length > 0))
        {
            AddIds(piece.Text, ids);
        }
    }

    private void Offer(List<Piece> pieces, PriorityQueue<(int, int, int), (float, int)> queue, int left, int right)
    {
        var merged = pieces[left].Text + pieces[right].Text;
        if (_mergeable.TryGetValue(merged, out var found))
        {
            queue.Enqueue((left, right, merged.Length), (-found.Score, left));
        }
    }

    private void AddIds(string piece, List<int> ids)
    {
        if (_mergeable.TryGetValue(piece, out var found))
        {
            ids.Add(found.Id);
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
