using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Levenshtein distance (Myers 1999, in the form of Hyyrö 2003). No score is kept: the vertical differences are counted at the end.
/// </summary>
internal struct EditWord : IAlignmentWord<EditWord>
{
    private ulong _vp;
    private ulong _vn;
    private ulong _notHP;
    private ulong _hn;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EditWord Start() => new() { _vp = ulong.MaxValue };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EditWord Below(uint carries) => new() { _notHP = (ulong)carries << 63, _hn = (ulong)(carries >> 1) << 63 };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Carries(EditWord word) => (uint)(word._notHP >> 63) | ((uint)(word._hn >> 63) << 1);

    // As on the CPU (see EditStep). Complements are written as differences of sets that contain one another (VN is part of free),
    // which costs no NOT; the complement of HP is kept, so that the 1 shifted in at the edge is a 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EditWord Step(EditWord word, EditWord below, ulong pm)
    {
        var vp = word._vp;
        var vn = word._vn;
        var carry = below._hn >> 63;
        var common = pm & vp;
        var sum = common + vp + carry;
        var free = pm | vn;
        var notHP = (free | vp | sum) ^ vn;
        var notShiftedHP = (notHP << 1) | (below._notHP >> 63);
        var both = free & notShiftedHP;
        word._vp = notShiftedHP ^ both ^ (both & sum);
        word._vn = free ^ both;
        word._notHP = notHP;
        word._hn = common | (vp ^ (vp & sum));
        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(EditWord word, ulong rows)
    {
        var vp = word._vp & rows;
        var vn = word._vn & rows;
        return IntrinsicMath.PopCount(vp) - IntrinsicMath.PopCount(vn);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Distance(int count, int text) => count + text;
}
