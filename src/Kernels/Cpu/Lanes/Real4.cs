using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Four doubles, for CPUs without 512-bit registers; where 256 bits are too many as well the runtime uses narrower ones, and the bits
/// are the same. Not eight by the same means: an operation that the runtime has to split is a call or more to be inlined, and a score of
/// many operations is then more than the compiler inlines.
/// </summary>
internal readonly unsafe struct Real4(Vector256<double> value) : ILanes<Real4>
{
    private const double Whole = 4503599627370496; // 2^52: the last bits of its sum with a small whole number are that number's

    private readonly Vector256<double> _value = value;

    public static int Count => Vector256<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 Of(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 Load(double* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 Load(float* source)
    {
        var values = Vector128.Load(source);
        return new(
            Avx.IsSupported
                ? Avx.ConvertToVector256Double(values)
                : Vector256.Create(Vector128.WidenLower(values), Vector128.WidenUpper(values)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 Load(int* source) => Of(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 Load(byte* source)
    {
        var packed = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(source)).AsByte();
        return Of(Sse41.IsSupported ? Sse41.ConvertToVector128Int32(packed) : Vector128.WidenLower(Vector128.WidenLower(packed)).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 operator +(Real4 left, Real4 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 operator -(Real4 left, Real4 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 operator *(Real4 left, Real4 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 operator /(Real4 left, Real4 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 Sqrt(Real4 value) => new(Vector256.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 WhereLess(Real4 left, Real4 right, Real4 yes, Real4 no) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(left._value, right._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 WhereEqual(Real4 left, Real4 right, Real4 yes, Real4 no) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(left._value, right._value), yes._value, no._value));

    // Not by converting whole numbers of 64 bits, which takes several instructions here.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 Exponent(Real4 value) =>
        new(((value._value.AsUInt64() >>> 52) | Vector256.Create(Whole).AsUInt64()).AsDouble() - Vector256.Create(Whole + 1023));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 Significand(Real4 value) => new(
        ((value._value.AsUInt64() & Vector256.Create(0x000F_FFFF_FFFF_FFFFUL)) | Vector256.Create(0x3FF0_0000_0000_0000UL)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real4 PowerOfTwo(Real4 exponent) => new(((exponent._value + Vector256.Create(Whole + 1023)).AsUInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* target) => _value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target) => Rounded().Store(target);

    // Elements by constant indices, which stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* line, int* offsets)
    {
        var rounded = Rounded();
        line[*offsets] = rounded[0];
        line[offsets[1]] = rounded[1];
        line[offsets[2]] = rounded[2];
        line[offsets[3]] = rounded[3];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real4 Of(Vector128<int> whole) => new(Avx.IsSupported
        ? Avx.ConvertToVector256Double(whole)
        : Vector256.ConvertToDouble(Vector256.Create(Vector128.WidenLower(whole), Vector128.WidenUpper(whole))));

    // The portable narrowing is slow where it is not one instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<float> Rounded() =>
        Avx.IsSupported ? Avx.ConvertToVector128Single(_value) : Vector256.Narrow(_value, _value).GetLower();
}
