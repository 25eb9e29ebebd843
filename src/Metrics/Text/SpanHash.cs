using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Metrics;

/// <summary>
/// A fast hash of an even number of bytes: folded 64 by 64 bit products, seeded anew in every process. Never visible in results: ids follow
/// the order of first appearance.
/// </summary>
internal static class SpanHash
{
    private const ulong Factor = 0x9E37_79B9_7F4A_7C15;
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;
    private static readonly ulong OtherSeed = (ulong)Random.Shared.NextInt64() | 1;

    /// <summary>Random factors of packed words.</summary>
    public static (ulong, ulong) Seeds => (Seed, OtherSeed);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ReadOnlySpan<char> text) => Of(MemoryMarshal.AsBytes(text));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * Factor;
        if (bytes.Length > 48)
        {
            // Two chains, of two words a product each, so that neither waits for the other.
            var (left, right) = (hash ^ Seed, hash);
            while (bytes.Length > 48)
            {
                left = Fold(
                    BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ Seed, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) ^ left);
                right = Fold(
                    BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]) ^ Seed,
                    BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]) ^ right);
                bytes = bytes[32..];
            }

            hash = left ^ Fold(right);
        }

        while (bytes.Length > 16)
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        // The rest as two words that may overlap: no loop, so no misprediction, for the short tokens that most are.
        var (first, last) = Ends(bytes);
        return (uint)(Fold(Fold(hash ^ first ^ Seed) ^ last) >> 32);
    }

    /// <summary>
    /// The hash of a packed word, the upper bits of which are to be used. A sum of products would need no folding, but would put words that
    /// differ by digits at even steps, and under some seeds onto each other.
    /// </summary>
    /// <param name="word">The word.</param>
    /// <param name="seeds"><see cref="Seeds"/>, read once before a loop.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(Vector128<byte> word, (ulong, ulong) seeds) =>
        Fold(word.AsUInt64()[0] ^ seeds.Item1, word.AsUInt64()[1] ^ seeds.Item2);

    // An even number of bytes, up to 16, as two words. Of two such spans of one length, equal words mean equal bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong First, ulong Last) Ends(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        >= 8 => (BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..])),
        >= 4 => (BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..])),
        >= 2 => (BinaryPrimitives.ReadUInt16LittleEndian(bytes), 0),
        _ => (0, 0),
    };

    /// <summary>The hash of one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ulong number) => (uint)(Fold(number ^ Seed) >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong value) => Fold(value, Factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
