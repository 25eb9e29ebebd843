using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Metrics;

/// <summary>
/// The pieces of <see cref="BleuTokenizer"/>. Its rules look no further than at a neighbour, which is not a digit at either end of a word,
/// so a character is a piece where it is a symbol, a period or comma without a digit on both sides, or a hyphen after a digit.
/// </summary>
internal readonly struct BleuPieces : IWordPieces
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Starts(Vector128<byte> word)
    {
        var pointBytes = Vector128.Equals(word, Vector128.Create((byte)'.')) | Vector128.Equals(word, Vector128.Create((byte)','));
        var points = pointBytes.ExtractMostSignificantBits();
        var hyphens = Vector128.Equals(word, Vector128.Create((byte)'-')).ExtractMostSignificantBits();
        var apostrophes = Vector128.Equals(word, Vector128.Create((byte)'\'')).ExtractMostSignificantBits();
        var digits = PackedWord.Digits(word);
        var symbols = PackedWord.Punctuation(word) & ~(points | hyphens | apostrophes);
        var alone = symbols | (points & ~((digits << 1) & (digits >> 1))) | (hyphens & (digits << 1));
        // Of points side by side, before a digit, the original lets the last take no part in what those before it did.
        return (points & (points << 1) & (digits >> 1)) != 0 ? 0 : (1 | alone | (alone << 1)) & PackedWord.Characters(word);
    }

    public static void Cut(ReadOnlySpan<char> word, TokenRows rows) => BleuTokenizer.Cut(word, rows);
}
