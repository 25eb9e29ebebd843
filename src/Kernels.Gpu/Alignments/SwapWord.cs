using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Optimal string alignment distance (Hyyrö 2003): <see cref="EditWord"/> and the transposition (TR) of two neighbours.</summary>
internal struct SwapWord : IAlignmentWord<SwapWord>
{
    private ulong _vp;
    private ulong _vn;
    private ulong _notHP;
    private ulong _hn;
    private ulong _d0;
    private ulong _pm;
    private ulong _offD0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SwapWord Start() => new() { _vp = ulong.MaxValue };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SwapWord Below(uint carries) => new()
    {
        _notHP = (ulong)carries << 63,
        _hn = (ulong)(carries >> 1) << 63,
        _offD0 = (ulong)(carries >> 2) << 63,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Carries(SwapWord word) =>
        (uint)(word._notHP >> 63) | ((uint)(word._hn >> 63) << 1) | ((uint)(word._offD0 >> 63) << 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SwapWord Step(SwapWord word, SwapWord below, ulong pm)
    {
        var vp = word._vp;
        var vn = word._vn;

        // A transposition ends where this token matches the row below, whose diagonal rose in the last column, and the last token matched
        // this row. VP is unset there (see StringAlignmentStep), so it leaves the carries alone.
        var offD0 = pm ^ (pm & word._d0);
        var tr = ((offD0 << 1) | (below._offD0 >> 63)) & word._pm;
        var carry = below._hn >> 63;
        var common = pm & vp;
        var carriedIn = (common + vp + carry) ^ vp ^ common;
        var d0 = pm | vn | carriedIn | tr;
        var notHP = (d0 | vp) ^ vn;
        var notShiftedHP = (notHP << 1) | (below._notHP >> 63);
        var both = d0 & notShiftedHP;
        word._vp = carriedIn | (notShiftedHP ^ both);
        word._vn = d0 ^ both;
        word._notHP = notHP;
        word._hn = d0 & vp;
        word._d0 = d0;
        word._pm = pm;
        word._offD0 = offD0;
        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(SwapWord word, ulong rows)
    {
        var vp = word._vp & rows;
        var vn = word._vn & rows;
        return IntrinsicMath.PopCount(vp) - IntrinsicMath.PopCount(vn);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Distance(int count, int text) => count + text;
}
