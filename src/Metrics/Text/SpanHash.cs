using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Accelerated.Metrics;

/// <summary>
/// A fast hash of memory: folded 64 by 64 bit products, seeded anew in every process. Never visible in results: ids follow the order of
/// first appearance.
/// </summary>
internal static class SpanHash
{
    private const ulong Factor = 0x9E37_79B9_7F4A_7C15;
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ReadOnlySpan<char> text) => Of(MemoryMarshal.AsBytes(text));

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ ((ulong)bytes.Length * Factor);
        while (bytes.Length >= 8)
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        if (bytes.Length >= 4)
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes));
            bytes = bytes[4..];
        }

        if (bytes.Length >= 2)
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt16LittleEndian(bytes));
        }

        hash = Fold(hash);
        return (uint)(hash >> 32);
    }

    /// <summary>The hash of one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ulong number) => (uint)(Fold(number ^ Seed) >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong value)
    {
        var high = Math.BigMul(value, Factor, out var low);
        return high ^ low;
    }
}
