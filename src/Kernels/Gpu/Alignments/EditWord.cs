using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Levenshtein distance (Myers 1999, in the form of Hyyrö 2003). No score is kept: the vertical differences are counted at the end.</summary>
internal struct EditWord : IAlignmentWord<EditWord>
{
    private ulong _positive;
    private ulong _negative;
    private ulong _level;
    private ulong _falling;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EditWord Start() => new() { _positive = ulong.MaxValue };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EditWord Below(uint carries) => new() { _level = (ulong)carries << 63, _falling = (ulong)(carries >> 1) << 63 };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Carries(EditWord word) => (uint)(word._level >> 63) | ((uint)(word._falling >> 63) << 1);

    // As on the CPU (see EditStep). Complements are written as differences of sets that contain one another (negative is part of free),
    // which costs no NOT; level is the complement of Hyyrö's HP, so that the 1 shifted in at the edge is a 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EditWord Step(EditWord word, EditWord below, ulong match)
    {
        var positive = word._positive;
        var negative = word._negative;
        var carry = below._falling >> 63;
        var common = match & positive;
        var sum = common + positive + carry;
        var free = match | negative;
        var level = (free | positive | sum) ^ negative;
        var stay = (level << 1) | (below._level >> 63);
        var both = free & stay;
        word._positive = stay ^ both ^ (both & sum);
        word._negative = free ^ both;
        word._level = level;
        word._falling = common | (positive ^ (positive & sum));
        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(EditWord word, ulong rows)
    {
        var positive = word._positive & rows;
        var negative = word._negative & rows;
        return IntrinsicMath.PopCount(positive) - IntrinsicMath.PopCount(negative);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Distance(int count, int text) => count + text;
}
