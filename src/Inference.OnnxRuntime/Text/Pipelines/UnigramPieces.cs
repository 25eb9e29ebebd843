using System.Text;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>
/// A unigram model (Kudo 2018): the likeliest way to cut a word into pieces. Microsoft.ML.Tokenizers' gives other ids for the bytes of
/// unknown characters.
/// </summary>
internal sealed class UnigramPieces : IWordModel
{
    // How much less likely than the least likely piece an unknown character is.
    private const double UnknownPenalty = 10;

    private readonly Dictionary<string, (double Score, int Id)> _pieces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Score, int Id)>.AlternateLookup<ReadOnlySpan<char>> _spans;
    private readonly int _unknown;
    private readonly int[]? _bytes;
    private readonly int _longest;
    private readonly double _unknownScore;

    /// <summary>Puts the model together.</summary>
    /// <param name="pieces">Pieces that texts produce, and their log-probabilities.</param>
    /// <param name="unknown">The id for characters in a row that are in no piece.</param>
    /// <param name="bytes">The ids of the 256 bytes, which such characters are written in; null where they are not.</param>
    public UnigramPieces(IEnumerable<(string Text, double Score, int Id)> pieces, int unknown, int[]? bytes)
    {
        foreach (var (text, score, id) in pieces)
        {
            _pieces.TryAdd(text, (score, id));
        }

        _spans = _pieces.GetAlternateLookup<ReadOnlySpan<char>>();
        _unknown = unknown;
        _bytes = bytes;
        _longest = _pieces.Count == 0 ? 0 : _pieces.Keys.Max(text => text.Length);
        _unknownScore = (_pieces.Count == 0 ? 0 : _pieces.Values.Min(piece => piece.Score)) - UnknownPenalty;
    }

    public void Encode(string word, List<int> ids)
    {
        var from = Cut(word);
        var cuts = new Stack<(int Start, int End, int Id)>();
        for (var end = word.Length; end > 0; end = from[end].Start)
        {
            var (start, id) = (from[end].Start, from[end].Id);
            if (id < 0 && cuts.TryPeek(out var after) && after.Id < 0)
            {
                cuts.Pop();
                cuts.Push((start, after.End, id)); // unknown characters in a row are one
            }
            else
            {
                cuts.Push((start, end, id));
            }
        }

        foreach (var (start, end, id) in cuts)
        {
            if (id >= 0)
            {
                ids.Add(id);
            }
            else if (_bytes is null)
            {
                ids.Add(_unknown);
            }
            else
            {
                ids.AddRange(Encoding.UTF8.GetBytes(word[start..end]).Select(value => _bytes[value]));
            }
        }
    }

    // For each place the likeliest last piece of what ends there; id -1 is an unknown character.
    private (int Start, int Id, double Score)[] Cut(string word)
    {
        var best = new (int Start, int Id, double Score)[word.Length + 1];
        Array.Fill(best, (-1, -1, double.NegativeInfinity));
        best[0] = (0, -1, 0);
        for (var start = 0; start < word.Length;)
        {
            var width = Rune.TryGetRuneAt(word, start, out var rune) ? rune.Utf16SequenceLength : 1;
            var isKnown = false;
            for (var length = width; length <= Math.Min(_longest, word.Length - start); length++)
            {
                if (_spans.TryGetValue(word.AsSpan(start, length), out var piece))
                {
                    isKnown |= length == width;
                    Offer(start, start + length, piece.Id, piece.Score);
                }
            }

            if (!isKnown)
            {
                Offer(start, start + width, -1, _unknownScore);
            }

            start += width;
        }

        return best;

        void Offer(int start, int end, int id, double score)
        {
            if (best[start].Score + score > best[end].Score)
            {
                best[end] = (start, id, best[start].Score + score);
            }
        }
    }
}
