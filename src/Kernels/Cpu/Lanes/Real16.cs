using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Sixteen numbers of single precision, for scores that come out the same there, such as <see cref="IOverlapScore.IsWholeQuotient"/>: a
/// quotient takes a fraction of the time.
/// </summary>
internal readonly struct Real16(Vector512<float> value) : IReal<Real16>
{
    public Vector512<float> Value { get; } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real16 Of(double value) => new(Vector512.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real16 operator +(Real16 left, Real16 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real16 operator -(Real16 left, Real16 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real16 operator *(Real16 left, Real16 right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real16 operator /(Real16 left, Real16 right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real16 Sqrt(Real16 value) => new(Vector512.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real16 WhereLess(Real16 left, Real16 right, Real16 yes, Real16 no) =>
        new(Where(Vector512.LessThan(left.Value, right.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real16 WhereEqual(Real16 left, Real16 right, Real16 yes, Real16 no) =>
        new(Where(Vector512.Equals(left.Value, right.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real16 Exponent(Real16 value) =>
        new(Vector512.ConvertToSingle((value.Value.AsUInt32() >>> 23).AsInt32() - Vector512.Create(127)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real16 Significand(Real16 value) =>
        new(((value.Value.AsUInt32() & Vector512.Create(0x007F_FFFFU)) | Vector512.Create(0x3F80_0000U)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real16 PowerOfTwo(Real16 exponent) =>
        new(((Vector512.ConvertToInt32(exponent.Value) + Vector512.Create(127)) << 23).AsSingle());

    // Narrower vectors select in one instruction too, but only half by half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Where(Vector512<float> mask, Vector512<float> yes, Vector512<float> no) => Avx512F.IsSupported
        ? Vector512.ConditionalSelect(mask, yes, no)
        : Vector512.Create(
            Vector256.ConditionalSelect(mask.GetLower(), yes.GetLower(), no.GetLower()),
            Vector256.ConditionalSelect(mask.GetUpper(), yes.GetUpper(), no.GetUpper()));
}
