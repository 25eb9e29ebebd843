using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Accelerated.Metrics;

/// <summary>A word of 1 to 16 ASCII characters, none of them NUL, in one register: a byte a character, then zeros.</summary>
internal static class PackedWord
{
    /// <summary>The longest word.</summary>
    public const int Longest = 16;

    // Sixteen bytes from 16 - n are the mask of a word of n bytes.
    private static ReadOnlySpan<byte> Masks =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Packs a word that is known to fit.</summary>
    public static Vector128<byte> Of(ReadOnlySpan<char> text) =>
        TryPack(text, out var word) ? word : throw new ArgumentException($"'{text}' does not fit.", nameof(text));

    /// <summary>Packs a text; false where it is none of these words.</summary>
    public static bool TryPack(ReadOnlySpan<char> text, out Vector128<byte> word)
    {
        word = default;
        if (text.IsEmpty || text.Length > Longest)
        {
            return false;
        }

        var bytes = MemoryMarshal.CreateSpan(ref Unsafe.As<Vector128<byte>, byte>(ref word), Longest);
        return Ascii.FromUtf16(text, bytes, out _) == System.Buffers.OperationStatus.Done && !text.Contains('\0');
    }

    /// <summary>A bit for each character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Characters(Vector128<byte> word) => (~Vector128.Equals(word, Vector128<byte>.Zero)).ExtractMostSignificantBits();

    /// <summary>A bit for each digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Digits(Vector128<byte> word) => AreDigits(word).ExtractMostSignificantBits();

    /// <summary>A bit for each of the 32 characters of <see cref="AsciiPunctuation"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Punctuation(Vector128<byte> word)
    {
        var letters = Vector128.LessThan((word | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)26));
        var visible = Vector128.LessThan(word - Vector128.Create((byte)'!'), Vector128.Create((byte)('~' - '!' + 1)));
        return Vector128.AndNot(visible, letters | AreDigits(word)).ExtractMostSignificantBits();
    }

    /// <summary>Cuts a word into pieces, and returns how many there are.</summary>
    /// <param name="word">The word.</param>
    /// <param name="starts">A bit for each character that starts a piece, the first one's set.</param>
    /// <param name="pieces">Receives the pieces.</param>
    [SkipLocalsInit]
    public static int Split(Vector128<byte> word, uint starts, Span<Vector128<byte>> pieces)
    {
        Span<byte> bytes = stackalloc byte[2 * Longest]; // what follows the word is masked
        word.CopyTo(bytes);
        var count = 0;
        for (; starts != 0; starts &= starts - 1)
        {
            var start = BitOperations.TrailingZeroCount(starts);
            var end = BitOperations.TrailingZeroCount((starts & (starts - 1)) | (1u << Longest));
            pieces[count++] = Vector128.Create<byte>(bytes[start..]) & Mask(end - start);
        }

        return count;
    }

    /// <summary>The mask of a word of up to sixteen characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Mask(int length) =>
        Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)(Longest - length));

    /// <summary>The text of a word.</summary>
    public static string TextOf(Vector128<byte> word)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        word.CopyTo(bytes);
        return Encoding.ASCII.GetString(bytes.TrimEnd((byte)0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> AreDigits(Vector128<byte> word) =>
        Vector128.LessThan(word - Vector128.Create((byte)'0'), Vector128.Create((byte)10));
}
