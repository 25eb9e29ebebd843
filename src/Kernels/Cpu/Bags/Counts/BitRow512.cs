using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Kernels.Cpu;

/// <summary>A bit row of 512 columns, for CPUs with AVX-512.</summary>
internal readonly unsafe struct BitRow512(Vector512<ulong> words) : IBitRow<BitRow512>
{
    private readonly Vector512<ulong> _words = words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow512 operator &(BitRow512 left, BitRow512 right) => new(left._words & right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow512 operator ^(BitRow512 left, BitRow512 right) => new(left._words ^ right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow512 operator <<(BitRow512 words, int count) => new(words._words << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow512 operator >>>(BitRow512 words, int count) => new(words._words >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow512 Odd(BitRow512 a, BitRow512 b, BitRow512 c) => new(Avx512F.TernaryLogic(a._words, b._words, c._words, 0x96));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow512 Majority(BitRow512 a, BitRow512 b, BitRow512 c) =>
        new(Avx512F.TernaryLogic(a._words, b._words, c._words, 0xE8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow512 Select(ulong mask, BitRow512 inside, BitRow512 outside) =>
        new(Vector512.ConditionalSelect(Vector512.Create(mask), inside._words, outside._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitRow512 Load(ulong* words) => new(Vector512.Load(words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(byte* bytes) => _words.AsByte().Store(bytes);
}
