using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Metrics;

/// <summary>The words of one ASCII text at a time, in pooled memory that serves one text after the other.</summary>
internal sealed class AsciiWords : IDisposable
{
    private const int Block = 64;

    private readonly List<(int Before, int Start, int Length)> _long = [];
    private byte[] _letters = [];
    private Vector128<byte>[] _packed = [];
    private int _count;

    /// <summary>The words that are no longer than a <see cref="PackedWord"/>, in order.</summary>
    public ReadOnlySpan<Vector128<byte>> Packed => _packed.AsSpan(0, _count);

    /// <summary>The longer words: how many packed ones come before each, and where its <see cref="Letters"/> are.</summary>
    public IReadOnlyList<(int Before, int Start, int Length)> Long => _long;

    // Sixteen bytes from 16 - n are the mask of a word of n bytes.
    private static ReadOnlySpan<byte> Masks =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Cuts a text; false, and no words of use, where it holds a character that is foreign to the alphabet.</summary>
    [SkipLocalsInit]
    public bool TryCut(ReadOnlySpan<char> text, AsciiAlphabet alphabet)
    {
        Reserve(text.Length);
        var whole = text.Length & -Block;
        Span<char> last = stackalloc char[Block];
        text[whole..].CopyTo(last);
        last[(text.Length - whole)..].Fill(' ');

        var foreign = Vector128<byte>.Zero;
        var before = 1UL; // what comes before the text separates
        var open = 0; // where the word starts that reaches into the block, if one does
        for (var block = 0; block <= whole; block += Block)
        {
            ref readonly var characters = ref block < whole ? ref text[block] : ref last[0];
            var separators = alphabet.Read(in characters, ref _letters[block], ref foreign);
            var starts = ~separators & ((separators << 1) | before);
            var ends = separators & ~((separators << 1) | before);
            if (before == 0 && ends != 0)
            {
                Take(open, block + BitOperations.TrailingZeroCount(ends), alphabet);
                ends &= ends - 1;
            }

            for (; ends != 0; ends &= ends - 1, starts &= starts - 1)
            {
                Take(block + BitOperations.TrailingZeroCount(starts), block + BitOperations.TrailingZeroCount(ends), alphabet);
            }

            open = starts != 0 ? block + BitOperations.TrailingZeroCount(starts) : open;
            before = separators >> (Block - 1);
        }

        return foreign == Vector128<byte>.Zero;
    }

    /// <summary>Letters of the text.</summary>
    public ReadOnlySpan<byte> Letters(int start, int length) => _letters.AsSpan(start, length);

    /// <inheritdoc/>
    public void Dispose()
    {
        Pooled.Return(ref _letters);
        Pooled.Return(ref _packed);
    }

    // The memory reserved has room for the word and for what is read past its end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(int start, int end, AsciiAlphabet alphabet)
    {
        var length = end - start;
        var mask = Mask(length);
        var word = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_letters), (nuint)start) & mask;
        if (length > PackedWord.Longest || Vector128.EqualsAny(word | ~mask, Vector128<byte>.Zero))
        {
            word = WithoutDropped(start, length);
        }

        // Without a branch: which words are articles cannot be foreseen.
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_packed), _count) = word;
        _count += alphabet.Omits(word) ? 0 : 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Mask(int length) =>
        Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)(PackedWord.Longest - Math.Min(length, PackedWord.Longest)));

    // The word without its dropped characters; the word of no character where it is put among the long ones.
    private Vector128<byte> WithoutDropped(int start, int length)
    {
        var letters = _letters.AsSpan(start, length);
        var left = 0;
        foreach (var letter in letters)
        {
            letters[left] = letter;
            left += letter == 0 ? 0 : 1;
        }

        if (left > PackedWord.Longest)
        {
            _long.Add((_count, start, left));
            return Vector128<byte>.Zero;
        }

        return Vector128.Create((ReadOnlySpan<byte>)_letters.AsSpan(start, PackedWord.Longest)) & Mask(left);
    }

    private void Reserve(int characters)
    {
        _count = 0;
        _long.Clear();
        Pooled.Grow(ref _letters, 0, Math.Max(1024, checked(characters + Block + PackedWord.Longest)));
        Pooled.Grow(ref _packed, 0, Math.Max(512, characters / 2 + 2));
    }
}
