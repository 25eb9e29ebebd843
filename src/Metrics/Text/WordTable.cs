using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Metrics;

/// <summary>The ids of packed words, by open addressing in pooled memory.</summary>
internal sealed class WordTable : INameTable
{
    private const int LeastSlots = 1024;

    private int[] _slots = []; // a word's place + 1, 0 where free
    private int _slotCount;
    private int _shift; // of a hash, to a slot
    private Vector128<byte>[] _words = [];
    private int[] _ids = [];
    private int _count;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, _count);

    /// <summary>The words, in the order of <see cref="Ids"/>.</summary>
    public ReadOnlySpan<Vector128<byte>> Words => _words.AsSpan(0, _count);

    /// <summary>The ids of words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="ids">Receives an id for each.</param>
    /// <param name="next">The next new id.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void IdsOf(ReadOnlySpan<Vector128<byte>> words, Span<int> ids, ref int next)
    {
        if (2 * (_count + words.Length) > _slotCount)
        {
            Grow(words.Length);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(ids.Length, words.Length, nameof(ids));

        // There is room for a place more a word, and slots are below their number, a power of two: no check would ever fail.
        ref var slots = ref MemoryMarshal.GetArrayDataReference(_slots);
        ref var known = ref MemoryMarshal.GetArrayDataReference(_words);
        ref var knownIds = ref MemoryMarshal.GetArrayDataReference(_ids);
        ref var id = ref MemoryMarshal.GetReference(ids);
        var mask = (nuint)_slotCount - 1;
        var (shift, count, newId) = (_shift, _count, next);
        var seeds = SpanHash.Seeds;
        foreach (var word in words)
        {
            for (var probe = (nuint)(SpanHash.Of(word, seeds) >> shift); ; probe = (probe + 1) & mask)
            {
                // No branch on whether the word is new, which cannot be foreseen: what is known is written again.
                ref var slot = ref Unsafe.Add(ref slots, probe);
                var isNew = (slot - 1) >> 31; // all bits where the slot is free
                var place = slot - 1 + (isNew & (count + 1));
                ref var name = ref Unsafe.Add(ref known, place);
                var held = Vector128.ConditionalSelect(Vector128.Create(isNew).AsByte(), word, name);
                if (held != word)
                {
                    continue;
                }

                ref var nameId = ref Unsafe.Add(ref knownIds, place);
                id = nameId ^ (isNew & (nameId ^ newId));
                slot = place + 1;
                name = word;
                nameId = id;
                count -= isNew;
                newId -= isNew;
                id = ref Unsafe.Add(ref id, 1);
                break;
            }
        }

        (_count, next) = (count, newId);
    }

    /// <inheritdoc/>
    public string NameAt(int place) => PackedWord.TextOf(_words[place]);

    /// <inheritdoc/>
    public void Clear()
    {
        if (_slotCount > LeastSlots)
        {
            Dispose();
        }
        else if (_count > 0)
        {
            _slots.AsSpan(0, _slotCount).Clear();
            _count = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pooled.Return(ref _slots);
        Pooled.Return(ref _words);
        Pooled.Return(ref _ids);
        _slotCount = 0;
        _count = 0;
    }

    // What can fail comes first: the loop above trusts that slots and names fit each other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow(int more)
    {
        var slotCount = Math.Max(LeastSlots, checked((int)BitOperations.RoundUpToPowerOf2((uint)(_count + more)) * 4));
        Pooled.Grow(ref _words, _count, slotCount / 2);
        Pooled.Grow(ref _ids, _count, slotCount / 2);
        var slots = ArrayPool<int>.Shared.Rent(slotCount);
        Pooled.Return(ref _slots);
        (_slots, _slotCount, _shift) = (slots, slotCount, 64 - BitOperations.Log2((uint)slotCount));
        _slots.AsSpan(0, _slotCount).Clear();
        var seeds = SpanHash.Seeds;
        for (var place = 0; place < _count; place++)
        {
            var slot = (int)(SpanHash.Of(_words[place], seeds) >> _shift);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slotCount - 1);
            }

            _slots[slot] = place + 1;
        }
    }
}
