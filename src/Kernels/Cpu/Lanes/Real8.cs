using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Eight doubles, one score a lane. Where the processor has no 512-bit vectors the runtime uses narrower ones; the bits are the same.</summary>
internal readonly struct Real8(Vector512<double> value) : IReal<Real8>
{
    public Vector512<double> Value { get; } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Of(double value) => new(Vector512.Create(value));

    /// <summary>Eight numbers of single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Of(Vector256<float> values) => new(
        Avx512F.IsSupported ? Avx512F.ConvertToVector512Double(values)
        : Avx.IsSupported ? Vector512.Create(Avx.ConvertToVector256Double(values.GetLower()), Avx.ConvertToVector256Double(values.GetUpper()))
        : Vector512.Create(Vector256.WidenLower(values), Vector256.WidenUpper(values)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 operator +(Real8 left, Real8 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 operator -(Real8 left, Real8 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 operator *(Real8 left, Real8 right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 operator /(Real8 left, Real8 right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Sqrt(Real8 value) => new(Vector512.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 WhereLess(Real8 left, Real8 right, Real8 yes, Real8 no) =>
        new(Where(Vector512.LessThan(left.Value, right.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 WhereEqual(Real8 left, Real8 right, Real8 yes, Real8 no) =>
        new(Where(Vector512.Equals(left.Value, right.Value), yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Exponent(Real8 value) =>
        new(Vector512.ConvertToDouble((value.Value.AsUInt64() >>> 52).AsInt64() - Vector512.Create(1023L)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Significand(Real8 value) => new(
        ((value.Value.AsUInt64() & Vector512.Create(0x000F_FFFF_FFFF_FFFFUL)) | Vector512.Create(0x3FF0_0000_0000_0000UL)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 PowerOfTwo(Real8 exponent) =>
        new(((Vector512.ConvertToInt64(exponent.Value) + Vector512.Create(1023L)) << 52).AsDouble());

    // Narrower vectors choose in one instruction too, but only if asked half by half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Where(Vector512<double> mask, Vector512<double> yes, Vector512<double> no) => Avx512F.IsSupported
        ? Vector512.ConditionalSelect(mask, yes, no)
        : Vector512.Create(
            Vector256.ConditionalSelect(mask.GetLower(), yes.GetLower(), no.GetLower()),
            Vector256.ConditionalSelect(mask.GetUpper(), yes.GetUpper(), no.GetUpper()));
}
