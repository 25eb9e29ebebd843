using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Metrics;

/// <summary>
/// What becomes of each ASCII character of a text that is cut into words, sixteen characters at a time: it separates words, is dropped, is
/// foreign (the text is to be read some other way), or is part of a word.
/// </summary>
internal sealed class AsciiAlphabet
{
    // A set of characters is a byte for each lower half of a code, with a bit for each upper half.
    private static Vector128<byte> UpperHalves => Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);

    private readonly Vector128<byte> _separators;
    private readonly Vector128<byte> _dropped;
    private readonly Vector128<byte> _foreign;
    private readonly Vector128<byte> _lowerCase;
    private readonly Vector256<ulong> _omitted; // the rest is zero, which is the word of no character

    /// <summary>An alphabet.</summary>
    /// <param name="separates">Whether a character separates words; the space does.</param>
    /// <param name="isDropped">Whether it is left out, with no space left behind.</param>
    /// <param name="isForeign">Whether it needs some other reader. NUL must be foreign, or separate.</param>
    /// <param name="lowersCase">Whether capital letters become small ones.</param>
    /// <param name="omitted">Words that are left out, at most three, each of fewer than eight characters.</param>
    public AsciiAlphabet(Func<char, bool> separates, Func<char, bool> isDropped, Func<char, bool> isForeign, bool lowersCase, params string[] omitted)
    {
        _separators = Set(separates);
        _dropped = Set(isDropped);
        _foreign = Set(isForeign);
        _lowerCase = Vector128.Create(lowersCase ? (byte)('a' - 'A') : (byte)0);
        for (var k = 0; k < omitted.Length; k++)
        {
            _omitted = _omitted.WithElement(k, PackedWord.Of(omitted[k]).AsUInt64()[0]);
        }
    }

    /// <summary>Reads 64 characters.</summary>
    /// <param name="text">The first of them.</param>
    /// <param name="letters">Receives a byte for each: its letter, or 0 where it is dropped.</param>
    /// <param name="foreign">Receives a bit where a character is foreign or not ASCII.</param>
    /// <returns>A bit for each character, set where it separates.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Read(ref readonly char text, ref byte letters, ref Vector128<byte> foreign)
    {
        var separators = 0UL;
        for (var k = 0; k < 64; k += Vector128<byte>.Count)
        {
            ref var units = ref Unsafe.As<char, ushort>(ref Unsafe.Add(ref Unsafe.AsRef(in text), k));
            var c = Vector128.NarrowWithSaturation(Vector128.LoadUnsafe(ref units), Vector128.LoadUnsafe(ref units, 8));
            var low = c & Vector128.Create((byte)15);
            var high = Vector128.ShuffleNative(UpperHalves, (c.AsUInt16() >>> 4).AsByte() & Vector128.Create((byte)15));
            foreign |= (Vector128.ShuffleNative(_foreign, low) & high) | (c & Vector128.Create((byte)0x80));
            var capital = Vector128.GreaterThan(c.AsSByte(), Vector128.Create((sbyte)('A' - 1))) & Vector128.LessThan(c.AsSByte(), Vector128.Create((sbyte)('Z' + 1)));
            var stays = Vector128.Equals(Vector128.ShuffleNative(_dropped, low) & high, Vector128<byte>.Zero);
            ((c | (capital.AsByte() & _lowerCase)) & stays).StoreUnsafe(ref letters, (nuint)k);
            var inWord = Vector128.Equals(Vector128.ShuffleNative(_separators, low) & high, Vector128<byte>.Zero);
            separators |= (ulong)(~inWord).ExtractMostSignificantBits() << k;
        }

        return separators;
    }

    /// <summary>Whether a word is left out; that of no character is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Omits(Vector128<byte> word) => Vector256.EqualsAny(Vector256.Create(word.AsUInt64()[0]), _omitted);

    private static Vector128<byte> Set(Func<char, bool> holds)
    {
        var rows = new byte[16];
        for (var c = 0; c < 128; c++)
        {
            rows[c & 15] |= (byte)(holds((char)c) ? 1 << (c >> 4) : 0);
        }

        return Vector128.Create(rows);
    }
}
