using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Metrics;

/// <summary>The ids of packed words, by open addressing in pooled memory.</summary>
internal sealed class WordTable : INameTable
{
    // The first table is soon done with, so half of it may be taken. Of a larger one, which has room for twice the words at hand, at most a
    // quarter: where a slot is taken, the search for the next cannot be predicted.
    private const int LeastSlots = 1024;
    private const int LeastRoom = LeastSlots / 2;
    private const int SlotsAWord = 4;

    // Words are expected to be known once so many have been read and fewer than one in so many of the last were new.
    private const int ManyWords = 1024;
    private const int FewAreNew = 4;

    private int[] _slots = []; // a word's index + 1, 0 where free
    private int _slotCount;
    private int _shift; // of a hash, to a slot
    private Vector128<byte>[] _words = [];
    private int[] _ids = [];
    private int _count;
    private int _room; // most words that the slots are for
    private long _read;
    private bool _mostAreKnown;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, _count);

    /// <summary>The words, in the order of <see cref="Ids"/>.</summary>
    public ReadOnlySpan<Vector128<byte>> Words => _words.AsSpan(0, _count);

    /// <summary>The ids of words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="ids">Receives an id for each.</param>
    /// <param name="next">The next new id.</param>
    public void IdsOf(ReadOnlySpan<Vector128<byte>> words, Span<int> ids, ref int next)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ids.Length, words.Length, nameof(ids));
        var count = _count;
        if (_mostAreKnown)
        {
            var done = PutKnown(words, ids);
            while (done < words.Length)
            {
                Put(words.Slice(done, 1), ids[done..], ref next);
                done++;
                done += PutKnown(words[done..], ids[done..]);
            }
        }
        else
        {
            Put(words, ids, ref next);
        }

        _read += words.Length;
        _mostAreKnown = _read >= ManyWords && FewAreNew * (_count - count) < words.Length;
    }

    /// <inheritdoc/>
    public string NameAt(int index) => PackedWord.TextOf(_words[index]);

    /// <inheritdoc/>
    public void Clear()
    {
        (_read, _mostAreKnown) = (0, false);
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
        (_read, _mostAreKnown) = (0, false);
        Pooled.Return(ref _slots);
        Pooled.Return(ref _words);
        Pooled.Return(ref _ids);
        (_slotCount, _room) = (0, 0);
        _count = 0;
    }

    // The ids of the first words, as far as all have one; how many they are. There are slots, for some words have been put. Nothing but ids
    // is written: a table that is written to word after word must be waited for word after word.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int PutKnown(ReadOnlySpan<Vector128<byte>> words, Span<int> ids)
    {
        ref var slots = ref MemoryMarshal.GetArrayDataReference(_slots);
        ref var known = ref MemoryMarshal.GetArrayDataReference(_words);
        ref var knownIds = ref MemoryMarshal.GetArrayDataReference(_ids);
        ref var id = ref MemoryMarshal.GetReference(ids);
        var mask = (nuint)_slotCount - 1;
        var shift = _shift;
        var seeds = SpanHash.Seeds;
        for (var k = 0; k < words.Length; k++)
        {
            var word = words[k];
            var probe = (nuint)(SpanHash.Of(word, seeds) >> shift);
            int index;
            while ((index = Unsafe.Add(ref slots, probe) - 1) >= 0 && Unsafe.Add(ref known, index) != word)
            {
                probe = (probe + 1) & mask;
            }

            if (index < 0)
            {
                return k;
            }

            Unsafe.Add(ref id, (uint)k) = Unsafe.Add(ref knownIds, index);
        }

        return words.Length;
    }

    // The ids of words, new ones among them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Put(ReadOnlySpan<Vector128<byte>> words, Span<int> ids, ref int next)
    {
        if (words.Length > _room - _count)
        {
            Grow(words.Length);
        }

        // There is room for all the words were they new, and slots are below their number, a power of two: no check would ever fail.
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
                // No branch on whether the word is new, which cannot be predicted: what is known is written again.
                ref var slot = ref Unsafe.Add(ref slots, probe);
                var isNew = (slot - 1) >> 31; // all bits where the slot is free
                var index = slot - 1 + (isNew & (count + 1));
                ref var name = ref Unsafe.Add(ref known, index);
                var held = Vector128.ConditionalSelect(Vector128.Create(isNew).AsByte(), word, name);
                if (held != word)
                {
                    continue;
                }

                ref var nameId = ref Unsafe.Add(ref knownIds, index);
                id = nameId ^ (isNew & (nameId ^ newId));
                slot = index + 1;
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

    // What can fail comes first: the loop above trusts that slots and names fit each other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow(int more)
    {
        var words = checked(_count + more);
        var room = words <= LeastRoom ? LeastRoom : checked((int)BitOperations.RoundUpToPowerOf2((uint)words) * 2);
        var slotCount = words <= LeastRoom ? LeastSlots : checked(room * SlotsAWord);
        Pooled.Grow(ref _words, _count, room);
        Pooled.Grow(ref _ids, _count, room);
        var slots = ArrayPool<int>.Shared.Rent(slotCount);
        Pooled.Return(ref _slots);
        (_slots, _slotCount, _shift, _room) = (slots, slotCount, 64 - BitOperations.Log2((uint)slotCount), room);
        _slots.AsSpan(0, _slotCount).Clear();
        var seeds = SpanHash.Seeds;
        for (var index = 0; index < _count; index++)
        {
            var slot = (int)(SpanHash.Of(_words[index], seeds) >> _shift);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slotCount - 1);
            }

            _slots[slot] = index + 1;
        }
    }
}
