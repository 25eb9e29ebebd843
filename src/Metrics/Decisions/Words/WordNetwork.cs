using System.Buffers;

namespace Accelerated.Metrics;

/// <summary>
/// Texts aligned word by word, one after the other (ROVER; Fiscus 1997). A text takes part in every slot, with a word or with none. Each is
/// aligned with the slots so far at the least number of edits, where a slot agrees with a word if any text has it there. Among equally good
/// alignments, walking back from the end, a word is put into a slot rather than left out of it, and left out rather than given a new slot.
/// The order of the texts matters: the best come first.
/// </summary>
internal sealed class WordNetwork
{
    /// <summary>The most slots times words that are aligned: a byte and about 2 ns each.</summary>
    public const long MostPairs = 1 << 28;

    private List<WordSlot> _slots = [];
    private bool _isEmpty = true;

    /// <summary>The slots, in the order of the words.</summary>
    public IReadOnlyList<WordSlot> Slots => _slots;

    /// <summary>The weight of all texts.</summary>
    public long Units { get; private set; }

    /// <summary>Adds a text.</summary>
    /// <param name="words">Its words.</param>
    /// <param name="units">Its weight, at least 0.</param>
    /// <param name="cancellation">Ends the alignment.</param>
    /// <exception cref="CandidateException">It is too long.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Add(ReadOnlySpan<WordToken> words, long units, CancellationToken cancellation = default)
    {
        var pairs = (long)_slots.Count * words.Length;
        if (pairs > MostPairs)
        {
            throw new CandidateException(FormattableString.Invariant(
                $"A candidate of {words.Length:N0} words is to be aligned with {_slots.Count:N0} words of others; at most {MostPairs:N0} ")
                + "pairs of words can be. Shorten the candidates, or use SelectionRule.Candidates.");
        }

        var moves = ArrayPool<Move>.Shared.Rent((int)pairs);
        Align(words, moves, cancellation);
        _slots = Merge(words, moves, units);
        ArrayPool<Move>.Shared.Return(moves);
        Units += units;
        _isEmpty = false;
    }

    // Moves has a row for each slot.
    private void Align(ReadOnlySpan<WordToken> words, Move[] moves, CancellationToken cancellation)
    {
        var edits = ArrayPool<int>.Shared.Rent(words.Length + 1);
        for (var j = 0; j <= words.Length; j++)
        {
            edits[j] = j;
        }

        for (var i = 0; i < _slots.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var slot = _slots[i];
            var row = moves.AsSpan(i * words.Length, words.Length);
            var diagonal = edits[0];
            edits[0] = i + 1;
            for (var j = 0; j < words.Length; j++)
            {
                var both = diagonal + (slot.Has(words[j].Word) ? 0 : 1);
                diagonal = edits[j + 1];
                var none = diagonal + 1;
                var best = Math.Min(Math.Min(both, none), edits[j] + 1);
                edits[j + 1] = best;
                row[j] = best == both ? Move.Both : best == none ? Move.SlotOnly : Move.WordOnly;
            }
        }

        ArrayPool<int>.Shared.Return(edits);
    }

    private List<WordSlot> Merge(ReadOnlySpan<WordToken> words, Move[] moves, long units)
    {
        var merged = new List<WordSlot>(Math.Max(_slots.Count, words.Length) + 4);
        for (int i = _slots.Count, j = words.Length; i > 0 || j > 0;)
        {
            var move = i == 0 ? Move.WordOnly : j == 0 ? Move.SlotOnly : moves[((i - 1) * words.Length) + j - 1];
            var slot = move == Move.WordOnly ? NewSlot() : _slots[--i];
            if (move == Move.SlotOnly)
            {
                slot.AddNone(units);
            }
            else
            {
                slot.Add(words[--j], units);
            }

            merged.Add(slot);
        }

        merged.Reverse();
        return merged;
    }

    private WordSlot NewSlot()
    {
        var slot = new WordSlot();
        if (!_isEmpty)
        {
            slot.AddNone(Units);
        }

        return slot;
    }

    private enum Move : byte
    {
        Both,
        SlotOnly,
        WordOnly,
    }
}
