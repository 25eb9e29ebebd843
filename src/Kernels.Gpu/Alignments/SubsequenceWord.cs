using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Length of the longest common subsequence (Hyyrö 2004): a zero bit of V is a row where the length grows by one.</summary>
internal struct SubsequenceWord : IAlignmentWord<SubsequenceWord>
{
    private ulong _v;
    private ulong _carry;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SubsequenceWord Start() => new() { _v = ulong.MaxValue };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SubsequenceWord Below(uint carries) => new() { _carry = (ulong)carries << 63 };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Carries(SubsequenceWord word) => (uint)(word._carry >> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SubsequenceWord Step(SubsequenceWord word, SubsequenceWord below, ulong m)
    {
        var v = word._v;
        var u = v & m;
        var sum = v + u + (below._carry >> 63);
        word._v = sum | (v ^ u);
        word._carry = u | (v ^ (v & sum)); // the top bit is the sum's carry, since U is part of V
        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(SubsequenceWord word, ulong rows)
    {
        var grown = ~word._v & rows;
        return IntrinsicMath.PopCount(grown);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Distance(int count, int text) => count;
}
