using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Metrics;

/// <summary>The pieces of <see cref="PunctuationSplitTokenizer"/>.</summary>
internal readonly struct ChrFPieces : IWordPieces
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Starts(Vector128<byte> word)
    {
        var punctuation = PackedWord.Punctuation(word);
        var last = 1u << (BitOperations.PopCount(PackedWord.Characters(word)) - 1);
        return (punctuation & last) != 0 ? 1 | last : 1 | ((punctuation & 1) << 1);
    }

    public static void Cut(ReadOnlySpan<char> word, TokenRows rows) => PunctuationSplitTokenizer.Cut(word, rows);
}
