using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Kernels.Cpu;

/// <summary>Eight doubles, for CPUs with 512-bit registers.</summary>
internal readonly unsafe struct Real8(Vector512<double> value) : ILanes<Real8>
{
    private const double Whole = 4503599627370496; // 2^52: the last bits of its sum with a small whole number are that number's

    private readonly Vector512<double> _value = value;

    public static int Count => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Of(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Load(double* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Load(float* source) => new(Avx512F.ConvertToVector512Double(Vector256.Load(source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Load(int* source) => new(Avx512F.ConvertToVector512Double(Vector256.Load(source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Load(byte* source) => new(Vector512.ConvertToDouble(
        Avx512F.ConvertToVector512Int64(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(source)).AsByte())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 operator +(Real8 left, Real8 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 operator -(Real8 left, Real8 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 operator *(Real8 left, Real8 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 operator /(Real8 left, Real8 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Sqrt(Real8 value) => new(Vector512.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 WhereLess(Real8 left, Real8 right, Real8 yes, Real8 no) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(left._value, right._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 WhereEqual(Real8 left, Real8 right, Real8 yes, Real8 no) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(left._value, right._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Exponent(Real8 value) =>
        new(((value._value.AsUInt64() >>> 52) | Vector512.Create(Whole).AsUInt64()).AsDouble() - Vector512.Create(Whole + 1023));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 Significand(Real8 value) => new(
        ((value._value.AsUInt64() & Vector512.Create(0x000F_FFFF_FFFF_FFFFUL)) | Vector512.Create(0x3FF0_0000_0000_0000UL)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real8 PowerOfTwo(Real8 exponent) => new(((exponent._value + Vector512.Create(Whole + 1023)).AsUInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* target) => _value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target) => Avx512F.ConvertToVector256Single(_value).Store(target);

    // Elements by constant indices, which stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* line, int* offsets)
    {
        var rounded = Avx512F.ConvertToVector256Single(_value);
        line[*offsets] = rounded[0];
        line[offsets[1]] = rounded[1];
        line[offsets[2]] = rounded[2];
        line[offsets[3]] = rounded[3];
        line[offsets[4]] = rounded[4];
        line[offsets[5]] = rounded[5];
        line[offsets[6]] = rounded[6];
        line[offsets[7]] = rounded[7];
    }
}
