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

    // Complements are written as differences of sets that contain one another (negative is part of diagonal), which costs no NOT;
    // level is the complement of Hyyrö's HP, so that the 1 shifted in at the edge is a 0. What the addition carries into a place is the
    // horizontal -1 of the place below, so down needs no shift.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EditWord Step(EditWord word, EditWord below, ulong match)
    {
        var positive = word._positive;
        var negative = word._negative;
        var carry = below._falling >> 63;
        var common = match & positive;
        var down = (common + positive + carry) ^ positive ^ common;
        var diagonal = match | negative | down;
        var level = (diagonal | positive) ^ negative;
        var stay = (level << 1) | (below._level >> 63);
        var both = diagonal & stay;
        word._positive = down | (stay ^ both);
        word._negative = diagonal ^ both;
        word._level = level;
        word._falling = diagonal & positive;
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
