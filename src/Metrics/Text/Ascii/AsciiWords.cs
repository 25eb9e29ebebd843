using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Accelerated.Metrics;

/// <summary>The words of one ASCII text at a time, in pooled memory that serves one text after the other.</summary>
internal sealed class AsciiWords : IDisposable
{
    private const int Block = AsciiAlphabet.Block;
    private const int MostKeptLetters = 1 << 13;

    private readonly List<(int Before, int Start, int Length)> _long = [];
    private readonly BitIndices _starts = new();
    private readonly BitIndices _ends = new();
    private byte[] _letters = [];
    private char[] _text = [];
    private Vector128<byte>[] _packed = [];
    private int _count;

    /// <summary>The words that are no longer than a <see cref="PackedWord"/>, in order.</summary>
    public ReadOnlySpan<Vector128<byte>> Packed => _packed.AsSpan(0, _count);

    /// <summary>The longer words: how many packed ones come before each, and where its letters are.</summary>
    public ReadOnlySpan<(int Before, int Start, int Length)> Long => CollectionsMarshal.AsSpan(_long);

    /// <summary>Cuts a text; false, with the words left undefined, where it holds a character that is foreign to the alphabet.</summary>
    // Inlined, it would leave no room for what is to be inlined in it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public bool TryCut(ReadOnlySpan<char> text, AsciiAlphabet alphabet)
    {
        Reserve(text.Length);
        if (!TryRead(text, alphabet))
        {
            return false;
        }

        // All letters are read before the first word is taken: a word that followed the stores of its letters at once would wait for them.
        var count = 0;
        ref var start = ref MemoryMarshal.GetReference(_starts.All);
        ref var end = ref MemoryMarshal.GetReference(_ends.All);
        for (var words = _starts.Count; words > 0; words--)
        {
            count = Take(start, end, count, alphabet);
            start = ref Unsafe.Add(ref start, 1);
            end = ref Unsafe.Add(ref end, 1);
        }

        _count = count;
        return true;
    }

    /// <summary>The text of a long word, valid until the next one is asked for.</summary>
    public ReadOnlySpan<char> TextOf(int start, int length)
    {
        Pooled.Grow(ref _text, 0, length);
        return _text.AsSpan(0, Widen(_letters.AsSpan(start, length), 0));
    }

    /// <summary>All words in one text, a space between them, valid until the next one is asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public ReadOnlySpan<char> Joined()
    {
        // No word is longer than it was in the text cut, and one character at least came between two.
        Pooled.Grow(ref _text, 0, _letters.Length);
        var end = 0;
        var next = 0;
        for (var k = 0; k <= _count; k++)
        {
            for (; next < _long.Count && _long[next].Before == k; next++)
            {
                end = Widen(_letters.AsSpan(_long[next].Start, _long[next].Length), end);
                _text[end++] = ' ';
            }

            if (k < _count)
            {
                var (lower, upper) = Vector128.Widen(_packed[k]);
                lower.CopyTo(MemoryMarshal.Cast<char, ushort>(_text.AsSpan(end)));
                upper.CopyTo(MemoryMarshal.Cast<char, ushort>(_text.AsSpan(end + Vector128<ushort>.Count)));
                end += BitOperations.PopCount(PackedWord.Characters(_packed[k]));
                _text[end++] = ' ';
            }
        }

        return _text.AsSpan(0, Math.Max(0, end - 1));
    }

    /// <summary>Keeps the memory of short texts, and gives that of longer ones back.</summary>
    public void Clear()
    {
        if (_letters.Length > MostKeptLetters)
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _starts.Dispose();
        _ends.Dispose();
        Pooled.Return(ref _letters);
        Pooled.Return(ref _text);
        Pooled.Return(ref _packed);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private bool TryRead(ReadOnlySpan<char> text, AsciiAlphabet alphabet)
    {
        var foreign = Vector512<byte>.Zero;
        var before = 1UL; // what comes before the text separates
        for (var block = 0; block <= text.Length; block += Block)
        {
            var separators = alphabet.Read(text[block..], ref _letters[block], ref foreign);
            before |= separators << 1;
            _starts.Add(~separators & before, block);
            _ends.Add(separators & ~before, block);
            before = separators >> (Block - 1);
        }

        return foreign == Vector512<byte>.Zero;
    }

    // Puts a word after those that there are, and returns how many there are then. The memory reserved has room for it and for what is read
    // past its end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Take(int start, int end, int count, AsciiAlphabet alphabet)
    {
        var length = end - start;
        if (length > PackedWord.Longest)
        {
            return TakeWithoutDropped(start, length, count, alphabet);
        }

        var mask = PackedWord.Mask(length);
        var word = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_letters), (nuint)start) & mask;
        return Vector128.EqualsAny(word | ~mask, Vector128<byte>.Zero)
            ? TakeWithoutDropped(start, length, count, alphabet)
            : Put(word, count, alphabet);
    }

    // Without a branch: which words are articles cannot be predicted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Put(Vector128<byte> word, int count, AsciiAlphabet alphabet)
    {
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_packed), count) = word;
        return count + (alphabet.Omits(word) ? 0 : 1);
    }

    // A word that is long, or has characters to be dropped.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int TakeWithoutDropped(int start, int length, int count, AsciiAlphabet alphabet)
    {
        var letters = _letters.AsSpan(start, length);
        var left = letters.Contains((byte)0) ? Compact(letters) : length;
        if (left > PackedWord.Longest)
        {
            _long.Add((count, start, left));
            return count;
        }

        return Put(
            Vector128.Create((ReadOnlySpan<byte>)_letters.AsSpan(start, PackedWord.Longest)) & PackedWord.Mask(left), count, alphabet);
    }

    // Moves letters over those that are dropped, and returns how many are left.
    private static int Compact(Span<byte> letters)
    {
        var left = 0;
        foreach (var letter in letters)
        {
            letters[left] = letter;
            left += letter == 0 ? 0 : 1;
        }

        return left;
    }

    private int Widen(ReadOnlySpan<byte> letters, int start) => start + Encoding.ASCII.GetChars(letters, _text.AsSpan(start));

    private void Reserve(int characters)
    {
        _count = 0;
        _long.Clear();
        _starts.Clear(characters / 2 + 1);
        _ends.Clear(characters / 2 + 1);
        Pooled.Grow(ref _letters, 0, Math.Max(1024, checked(characters + Block + PackedWord.Longest)));
        Pooled.Grow(ref _packed, 0, Math.Max(512, characters / 2 + 2));
    }
}
