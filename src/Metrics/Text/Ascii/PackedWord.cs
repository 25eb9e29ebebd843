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

    /// <summary>Packs a word that is known to fit.</summary>
    public static Vector128<byte> Of(ReadOnlySpan<char> text) => TryPack(text, out var word) ? word : throw new ArgumentException($"'{text}' does not fit.", nameof(text));

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

    /// <summary>The text of a word.</summary>
    public static string TextOf(Vector128<byte> word)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        word.CopyTo(bytes);
        return Encoding.ASCII.GetString(bytes.TrimEnd((byte)0));
    }
}
