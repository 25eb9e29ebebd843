using System.Buffers;

namespace Accelerated.Metrics;

/// <summary>The ids of texts of any kind, by open addressing in pooled memory.</summary>
internal sealed class TextTable : INameTable
{
    private const int LeastSlots = 1024;
    private const int MostKeptCharacters = 1 << 14;

    private ulong[] _slots = []; // hash in the upper half, index + 1 in the lower, 0 where free
    private int _slotCount;
    private (int Start, int Length)[] _texts = [];
    private int[] _ids = [];
    private int _count;
    private char[] _characters = [];
    private int _used;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, _count);

    /// <summary>The id of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="next">The next new id.</param>
    public int IdOf(ReadOnlySpan<char> text, ref int next)
    {
        if (2 * _count >= _slotCount)
        {
            GrowSlots();
        }

        var hash = SpanHash.Of(text);
        var mask = _slotCount - 1;
        for (var i = (int)hash & mask; ; i = (i + 1) & mask)
        {
            var slot = _slots[i];
            if (slot == 0)
            {
                Add(text, next);
                _slots[i] = ((ulong)hash << 32) | (uint)_count;
                return next++;
            }

            if ((uint)(slot >> 32) == hash)
            {
                var index = (int)(uint)slot - 1;
                if (text.SequenceEqual(_characters.AsSpan(_texts[index].Start, _texts[index].Length)))
                {
                    return _ids[index];
                }
            }
        }
    }

    /// <summary>The text whose id is at <paramref name="index"/>.</summary>
    public ReadOnlySpan<char> TextAt(int index) => _characters.AsSpan(_texts[index].Start, _texts[index].Length);

    /// <inheritdoc/>
    public string NameAt(int index) => TextAt(index).ToString();

    /// <inheritdoc/>
    public void Clear()
    {
        if (_slotCount > LeastSlots || _characters.Length > MostKeptCharacters)
        {
            Dispose();
        }
        else if (_count > 0)
        {
            _slots.AsSpan(0, _slotCount).Clear();
            _used = 0;
            _count = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pooled.Return(ref _slots);
        Pooled.Return(ref _texts);
        Pooled.Return(ref _ids);
        Pooled.Return(ref _characters);
        _slotCount = 0;
        _used = 0;
        _count = 0;
    }

    private void Add(ReadOnlySpan<char> text, int id)
    {
        Pooled.Grow(ref _characters, _used, checked(_used + text.Length));
        text.CopyTo(_characters.AsSpan(_used));
        Pooled.Grow(ref _texts, _count, _count + 1);
        Pooled.Grow(ref _ids, _count, _count + 1);
        _texts[_count] = (_used, text.Length);
        _ids[_count++] = id;
        _used += text.Length;
    }

    private void GrowSlots()
    {
        var count = Math.Max(LeastSlots, checked(4 * _slotCount));
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

        Pooled.Return(ref _slots);
        _slots = slots;
        _slotCount = count;
    }
}
