using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Metrics;

/// <summary>
/// What becomes of each ASCII character of a text that is cut into words, many characters at a time: it separates words, is dropped, is
/// foreign (the text is to be read some other way), or is part of a word.
/// </summary>
internal sealed class AsciiAlphabet
{
    /// <summary>Characters that are read at once.</summary>
    public const int Block = 64;

    // A set of characters is a byte for each lower half of a code, with a bit for each upper half; four times, for as many lanes.
    private readonly Vector512<byte> _separators;
    private readonly Vector512<byte> _dropped;
    private readonly Vector512<byte> _foreign;
    private readonly byte _lowerCase;
    private readonly Vector256<ulong> _omitted; // the rest is zero, which is the word of no character

    /// <summary>An alphabet.</summary>
    /// <param name="separates">Whether a character separates words; the space does.</param>
    /// <param name="isDropped">Whether it is left out, with no space left behind.</param>
    /// <param name="isForeign">Whether it needs some other reader. NUL must be foreign, or separate.</param>
    /// <param name="lowersCase">Whether capital letters become small ones.</param>
    /// <param name="omitted">Words that are left out, at most three, each of fewer than eight characters.</param>
    public AsciiAlphabet(
        Func<char, bool> separates, Func<char, bool> isDropped, Func<char, bool> isForeign, bool lowersCase, params string[] omitted)
    {
        _separators = Set(separates);
        _dropped = Set(isDropped);
        _foreign = Set(isForeign);
        _lowerCase = lowersCase ? (byte)('a' - 'A') : (byte)0;
        for (var k = 0; k < omitted.Length; k++)
        {
            _omitted = _omitted.WithElement(k, PackedWord.Of(omitted[k]).AsUInt64()[0]);
        }
    }

    // Constants of the code; fields would be that only for code that is compiled once they have been read.
    private static Vector512<byte> UpperHalves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            0x8040_2010_0804_0201UL, 0, 0x8040_2010_0804_0201UL, 0, 0x8040_2010_0804_0201UL, 0, 0x8040_2010_0804_0201UL, 0).AsByte();
    }

    private static Vector512<ushort> Order
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            (ushort)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31);
    }

    /// <summary>Reads up to <see cref="Block"/> characters; where they are fewer, spaces follow.</summary>
    /// <param name="text">The characters.</param>
    /// <param name="letters">Receives a byte for each of the block: its letter, or 0 where it is dropped.</param>
    /// <param name="foreign">Receives a bit where a character is foreign or not ASCII.</param>
    /// <returns>A bit for each of the block, set where it separates.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Read(ReadOnlySpan<char> text, ref byte letters, ref Vector512<byte> foreign)
    {
        ref var units = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        if (Avx512BW.IsSupported)
        {
            return text.Length >= Block
                ? Read(Vector512.LoadUnsafe(ref units), Vector512.LoadUnsafe(ref units, 32), ref letters, ref foreign)
                : ReadFew(text, ref letters, ref foreign);
        }

        return text.Length >= Block ? ReadByLane(ref units, ref letters, ref foreign) : ReadFewByLane(text, ref letters, ref foreign);
    }

    /// <summary>Whether a word is left out; that of no character is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Omits(Vector128<byte> word) => Vector256.EqualsAny(Vector256.Create(word.AsUInt64()[0]), _omitted);

    // What comes after the text is not touched.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe ulong ReadFew(ReadOnlySpan<char> text, ref byte letters, ref Vector512<byte> foreign)
    {
        var spaces = Vector512.Create((ushort)' ');
        var length = Vector512.Create((ushort)text.Length);
        fixed (char* start = text)
        {
            var first = Avx512BW.MaskLoad((ushort*)start, Vector512.LessThan(Order, length), spaces);
            var second = Avx512BW.MaskLoad((ushort*)start + 32, Vector512.LessThan(Order + Vector512.Create((ushort)32), length), spaces);
            return Read(first, second, ref letters, ref foreign);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Read(Vector512<ushort> first, Vector512<ushort> second, ref byte letters, ref Vector512<byte> foreign)
    {
        var c = Vector512.NarrowWithSaturation(first, second);
        var low = c & Vector512.Create((byte)15);
        var high = Avx512BW.Shuffle(UpperHalves, (c.AsUInt16() >>> 4).AsByte() & Vector512.Create((byte)15));
        foreign |= (Avx512BW.Shuffle(_foreign, low) & high) | (c & Vector512.Create((byte)0x80));
        var capital = Vector512.LessThan(c - Vector512.Create((byte)'A'), Vector512.Create((byte)26));
        var stays = Vector512.Equals(Avx512BW.Shuffle(_dropped, low) & high, Vector512<byte>.Zero);
        ((c | (capital & Vector512.Create(_lowerCase))) & stays).StoreUnsafe(ref letters);
        return ~Vector512.Equals(Avx512BW.Shuffle(_separators, low) & high, Vector512<byte>.Zero).ExtractMostSignificantBits();
    }

    [SkipLocalsInit]
    private ulong ReadFewByLane(ReadOnlySpan<char> text, ref byte letters, ref Vector512<byte> foreign)
    {
        Span<char> block = stackalloc char[Block];
        text.CopyTo(block);
        block[text.Length..].Fill(' ');
        return ReadByLane(ref Unsafe.As<char, ushort>(ref block[0]), ref letters, ref foreign);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong ReadByLane(ref ushort units, ref byte letters, ref Vector512<byte> foreign)
    {
        var separators = 0UL;
        for (var k = 0; k < Block; k += Vector128<byte>.Count)
        {
            var c = Vector128.NarrowWithSaturation(
                Vector128.LoadUnsafe(ref units, (nuint)k), Vector128.LoadUnsafe(ref units, (nuint)k + 8));
            var low = c & Vector128.Create((byte)15);
            var high = Vector128.ShuffleNative(First(UpperHalves), (c.AsUInt16() >>> 4).AsByte() & Vector128.Create((byte)15));
            foreign |= Lanes((Vector128.ShuffleNative(First(_foreign), low) & high) | (c & Vector128.Create((byte)0x80)));
            var capital = Vector128.LessThan(c - Vector128.Create((byte)'A'), Vector128.Create((byte)26));
            var stays = Vector128.Equals(Vector128.ShuffleNative(First(_dropped), low) & high, Vector128<byte>.Zero);
            ((c | (capital & Vector128.Create(_lowerCase))) & stays).StoreUnsafe(ref letters, (nuint)k);
            var inWord = Vector128.Equals(Vector128.ShuffleNative(First(_separators), low) & high, Vector128<byte>.Zero);
            separators |= (ulong)(~inWord).ExtractMostSignificantBits() << k;
        }

        return separators;
    }

    private static Vector512<byte> Set(Func<char, bool> holds)
    {
        var rows = new byte[16];
        for (var c = 0; c < 128; c++)
        {
            rows[c & 15] |= (byte)(holds((char)c) ? 1 << (c >> 4) : 0);
        }

        return Lanes(Vector128.Create(rows));
    }

    private static Vector512<byte> Lanes(Vector128<byte> lane) => Vector512.Create(Vector256.Create(lane));

    private static Vector128<byte> First(Vector512<byte> lanes) => lanes.GetLower().GetLower();
}
