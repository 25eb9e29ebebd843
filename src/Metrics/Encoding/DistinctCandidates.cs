using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Accelerated.Metrics;

/// <summary>Finds the candidates that a metric sees as the same. What it reads of each is hashed once.</summary>
internal sealed class DistinctCandidates : IDisposable
{
    private readonly CandidateKey _key;
    private readonly List<Candidate> _items;
    private readonly int _first;
    private readonly int _mask;
    private ulong[] _slots = []; // pooled; open addressing: hash in the upper half, index + 1 in the lower, 0 where free

    /// <summary>None yet.</summary>
    /// <param name="key">What the metric reads.</param>
    /// <param name="items">Receives each distinct candidate, after those that it holds already.</param>
    /// <param name="capacity">The most candidates to come.</param>
    public DistinctCandidates(CandidateKey key, List<Candidate> items, int capacity)
    {
        _key = key;
        _items = items;
        _first = items.Count;
        if (key != CandidateKey.Everything)
        {
            var count = checked((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, capacity)) * 2);
            _mask = count - 1;
            _slots = ArrayPool<ulong>.Shared.Rent(count);
            _slots.AsSpan(0, count).Clear();
        }
    }

    /// <summary>
    /// The index of the first candidate added that is the same as <paramref name="candidate"/>, counting distinct ones only.
    /// </summary>
    public int Add(Candidate candidate)
    {
        if (_key == CandidateKey.Everything)
        {
            _items.Add(candidate);
            return _items.Count - 1 - _first;
        }

        var hash = Hash(candidate);
        for (var i = (int)hash & _mask; ; i = (i + 1) & _mask)
        {
            if (_slots[i] == 0)
            {
                _items.Add(candidate);
                var count = _items.Count - _first;
                _slots[i] = ((ulong)hash << 32) | (uint)count;
                return count - 1;
            }

            var known = (int)(uint)_slots[i] - 1;
            if ((uint)(_slots[i] >> 32) == hash && Same(candidate, _items[_first + known]))
            {
                return known;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Pooled.Return(ref _slots);

    private uint Hash(Candidate candidate) => _key switch
    {
        CandidateKey.Tokens when candidate.Tokens is { } tokens => SpanHash.Of(MemoryMarshal.AsBytes(ListSpan.Of(tokens))),
        CandidateKey.Labels when candidate.Labels is { } labels => HashOf(labels),
        CandidateKey.Vector => SpanHash.Of(MemoryMarshal.AsBytes(ListSpan.Of(candidate.Vector ?? []))),
        _ => SpanHash.Of(candidate.Text),
    };

    private bool Same(Candidate left, Candidate right) => _key switch
    {
        CandidateKey.Tokens when left.Tokens is not null || right.Tokens is not null =>
            left.Tokens is { } a && right.Tokens is { } b && ListSpan.Of(a).SequenceEqual(ListSpan.Of(b)),
        CandidateKey.Labels when left.Labels is not null || right.Labels is not null =>
            left.Labels is { } a && right.Labels is { } b && a.SequenceEqual(b),
        CandidateKey.Vector => ListSpan.Of(left.Vector ?? []).SequenceEqual(ListSpan.Of(right.Vector ?? [])),
        _ => string.Equals(left.Text, right.Text, StringComparison.Ordinal),
    };

    private static uint HashOf(IReadOnlyList<string> labels)
    {
        var hash = (uint)labels.Count;
        foreach (var label in labels)
        {
            hash = SpanHash.Of(((ulong)hash << 32) | SpanHash.Of(label));
        }

        return hash;
    }
}
