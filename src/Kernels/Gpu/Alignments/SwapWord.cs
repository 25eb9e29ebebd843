using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Optimal string alignment distance (Hyyrö 2003): <see cref="EditWord"/> and the swap of two neighbours.</summary>
internal struct SwapWord : IAlignmentWord<SwapWord>
{
    private ulong _positive;
    private ulong _negative;
    private ulong _level;
    private ulong _falling;
    private ulong _diagonal;
    private ulong _match;
    private ulong _late;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SwapWord Start() => new() { _positive = ulong.MaxValue };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SwapWord Below(uint carries) => new()
    {
        _level = (ulong)carries << 63,
        _falling = (ulong)(carries >> 1) << 63,
        _late = (ulong)(carries >> 2) << 63,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Carries(SwapWord word) =>
        (uint)(word._level >> 63) | ((uint)(word._falling >> 63) << 1) | ((uint)(word._late >> 63) << 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SwapWord Step(SwapWord word, SwapWord below, ulong match)
    {
        var positive = word._positive;
        var negative = word._negative;

        // A swap ends where this token matches the row below, which did not lie on the diagonal, and the last token matched this row. Positive
        // is unset there (see StringAlignmentStep), so it leaves the carries alone.
        var late = match ^ (match & word._diagonal);
        var swap = ((late << 1) | (below._late >> 63)) & word._match;
        var carry = below._falling >> 63;
        var common = match & positive;
        var down = (common + positive + carry) ^ positive ^ common;
        var diagonal = match | negative | down | swap;
        var level = (diagonal | positive) ^ negative;
        var stay = (level << 1) | (below._level >> 63);
        var both = diagonal & stay;
        word._positive = down | (stay ^ both);
        word._negative = diagonal ^ both;
        word._level = level;
        word._falling = diagonal & positive;
        word._diagonal = diagonal;
        word._match = match;
        word._late = late;
        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(SwapWord word, ulong rows)
    {
        var positive = word._positive & rows;
        var negative = word._negative & rows;
        return IntrinsicMath.PopCount(positive) - IntrinsicMath.PopCount(negative);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Distance(int count, int text) => count + text;
}
