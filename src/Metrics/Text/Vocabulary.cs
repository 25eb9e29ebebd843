using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Accelerated.Metrics;

/// <summary>
/// Names tokens by dense ids, in order of first appearance. Texts and numbers live in one id space and never meet: the text "7" and the
/// number 7 are two tokens. Keeps its memory in pooled arrays until disposed.
/// </summary>
public sealed class Vocabulary : IDisposable
{
    // A number below this is looked up by address. The table needs no clearing: an entry counts only if the id it holds names that number.
    private const int DirectLimit = 1 << 21;

    private int[] _direct = [];
    private int[] _keys = ArrayPool<int>.Shared.Rent(1024); // per id the number, or for texts ~start in the characters
    private int[] _lengths = ArrayPool<int>.Shared.Rent(1024); // per id that is a text, its length
    private char[] _characters = ArrayPool<char>.Shared.Rent(4096);
    private int _used;
    private ulong[] _slots = []; // open addressing: hash in the upper half, id + 1 in the lower, 0 where free
    private int _slotCount;
    private int _texts;
    private Dictionary<int, int>? _rare; // numbers that are negative or above the limit

    /// <summary>Number of ids given out.</summary>
    public int Count { get; private set; }

    /// <summary>The id of a text.</summary>
    public int IdOf(ReadOnlySpan<char> token)
    {
        var hash = SpanHash.Of(token);
        if (2 * _texts >= _slotCount)
        {
            GrowSlots();
        }

        var mask = _slotCount - 1;
        for (var i = (int)hash & mask; ; i = (i + 1) & mask)
        {
            var slot = _slots[i];
            if (slot == 0)
            {
                _slots[i] = ((ulong)hash << 32) | (uint)(Count + 1);
                return AddText(token);
            }

            if ((uint)(slot >> 32) == hash)
            {
                var id = (int)(uint)slot - 1;
                if (_lengths[id] == token.Length && Same(token, _characters.AsSpan(~_keys[id], token.Length)))
                {
                    return id;
                }
            }
        }
    }

    /// <summary>The ids of numbers: code points or a model's token ids.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="ids">Receives an id for each.</param>
    public void IdsOf(ReadOnlySpan<int> numbers, Span<int> ids)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ids.Length, numbers.Length, nameof(ids));
        var direct = _direct.AsSpan();
        var keys = _keys.AsSpan(0, Count);
        for (var k = 0; k < numbers.Length; k++)
        {
            var number = numbers[k];
            if ((uint)number < (uint)direct.Length)
            {
                var id = direct[number];
                if ((uint)id < (uint)keys.Length && keys[id] == number)
                {
                    ids[k] = id;
                    continue;
                }
            }

            ids[k] = AddNumber(number);
            direct = _direct;
            keys = _keys.AsSpan(0, Count);
        }
    }

    /// <summary>What an id names: the text, or the number in decimal.</summary>
    public string NameOf(int id)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)Count, nameof(id));
        return _lengths[id] >= 0 ? new string(_characters, ~_keys[id], _lengths[id]) : _keys[id].ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What each id names, by id. Built anew on each call.</summary>
    public string[] Names() => [.. Enumerable.Range(0, Count).Select(NameOf)];

    /// <inheritdoc/>
    public void Dispose()
    {
        Return(ref _direct);
        Return(ref _keys);
        Return(ref _lengths);
        Return(ref _characters);
        Return(ref _slots);
        Count = 0;
        _slotCount = 0;
        _texts = 0;
        _used = 0;
        _rare = null;
    }

    private static bool Same(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => left.Length > 8
        ? left.SequenceEqual(right)
        : SpanHash.Ends(MemoryMarshal.AsBytes(left)) == SpanHash.Ends(MemoryMarshal.AsBytes(right));

    private int AddText(ReadOnlySpan<char> token)
    {
        if (_used + token.Length > _characters.Length)
        {
            Grow(ref _characters, _used, checked(_used + token.Length));
        }

        token.CopyTo(_characters.AsSpan(_used));
        var id = AddKey(~_used, token.Length);
        _used += token.Length;
        _texts++;
        return id;
    }

    private int AddNumber(int number)
    {
        if (number is < 0 or >= DirectLimit)
        {
            _rare ??= [];
            if (!_rare.TryGetValue(number, out var known))
            {
                known = AddKey(number, -1);
                _rare.Add(number, known);
            }

            return known;
        }

        if (number >= _direct.Length)
        {
            // Entries that are not copied may hold anything.
            Grow(ref _direct, _direct.Length, number + 1);
            if (_direct[number] is var id && (uint)id < (uint)Count && _keys[id] == number && _lengths[id] < 0)
            {
                return id;
            }
        }

        _direct[number] = Count;
        return AddKey(number, -1);
    }

    private int AddKey(int key, int length)
    {
        if (Count == _keys.Length)
        {
            Grow(ref _keys, Count, Count + 1);
        }

        if (Count == _lengths.Length)
        {
            Grow(ref _lengths, Count, Count + 1);
        }

        _keys[Count] = key;
        _lengths[Count] = length;
        return Count++;
    }

    private void GrowSlots()
    {
        var count = Math.Max(1024, 4 * _slotCount);
        var slots = ArrayPool<ulong>.Shared.Rent(count);
        slots.AsSpan(0, count).Clear();
        foreach (var slot in _slots.AsSpan(0, _slotCount))
        {
            if (slot != 0)
            {
                var i = (int)(slot >> 32) & (count - 1);
                while (slots[i] != 0)
                {
                    i = (i + 1) & (count - 1);
                }

                slots[i] = slot;
            }
        }

        Return(ref _slots);
        _slots = slots;
        _slotCount = count;
    }

    private static void Grow<TElement>(ref TElement[] array, int used, int needed)
    {
        var larger = ArrayPool<TElement>.Shared.Rent(Math.Max(needed, (int)Math.Min(2L * array.Length, Array.MaxLength)));
        array.AsSpan(0, used).CopyTo(larger);
        Return(ref array);
        array = larger;
    }

    private static void Return<TElement>(ref TElement[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<TElement>.Shared.Return(array);
            array = [];
        }
    }
}
