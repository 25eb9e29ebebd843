using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Length of the longest common subsequence (Hyyrö 2004): a zero bit is a row where the length grows by one.</summary>
internal struct SubsequenceWord : IAlignmentWord<SubsequenceWord>
{
    private ulong _flat;
    private ulong _overflow;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SubsequenceWord Start() => new() { _flat = ulong.MaxValue };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SubsequenceWord Below(uint carries) => new() { _overflow = (ulong)carries << 63 };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Carries(SubsequenceWord word) => (uint)(word._overflow >> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SubsequenceWord Step(SubsequenceWord word, SubsequenceWord below, ulong match)
    {
        var flat = word._flat;
        var both = flat & match;
        var sum = flat + both + (below._overflow >> 63);
        word._flat = sum | (flat ^ both);
        word._overflow = both | (flat ^ (flat & sum)); // the top bit is the sum's carry, since both is part of flat
        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(SubsequenceWord word, ulong rows)
    {
        var grown = ~word._flat & rows;
        return IntrinsicMath.PopCount(grown);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Distance(int count, int text) => count;
}
