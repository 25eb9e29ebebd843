using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Half of a bit row, in registers of 256 bits or narrower ones.</summary>
internal readonly unsafe struct BitRow256(Vector256<ulong> words) : IBitRow<BitRow256>
{
    private readonly Vector256<ulong> _words = words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow256 operator &(BitRow256 left, BitRow256 right) => new(left._words & right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow256 operator ^(BitRow256 left, BitRow256 right) => new(left._words ^ right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow256 operator <<(BitRow256 words, int count) => new(words._words << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow256 operator >>>(BitRow256 words, int count) => new(words._words >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow256 Odd(BitRow256 a, BitRow256 b, BitRow256 c) => new(a._words ^ (b._words ^ c._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow256 Majority(BitRow256 a, BitRow256 b, BitRow256 c) =>
        new((b._words & c._words) | (a._words & (b._words ^ c._words)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow256 Select(ulong mask, BitRow256 inside, BitRow256 outside) =>
        new(Vector256.ConditionalSelect(Vector256.Create(mask), inside._words, outside._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow256 Load(ulong* words) => new(Vector256.Load(words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(byte* bytes) => _words.AsByte().Store(bytes);
}
