using System.Runtime.CompilerServices;
using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// One number of single precision in a kernel, for scores that come out the same there, such as
/// <see cref="IOverlapScore.IsWholeQuotient"/>: a device divides it in a fraction of the time.
/// </summary>
internal readonly struct DeviceSingle(float value) : IReal<DeviceSingle>
{
    private const uint SignificandMask = 0x007F_FFFF;
    private const uint OneBits = 0x3F80_0000;

    public float Value { get; } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceSingle Of(double value) => new((float)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceSingle operator +(DeviceSingle left, DeviceSingle right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceSingle operator -(DeviceSingle left, DeviceSingle right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceSingle operator *(DeviceSingle left, DeviceSingle right) => new(left.Value * right.Value);

    // Of whole numbers, the right one not 0. By its code a device seems to divide 0 on the slow path of special cases, and with it the
    // whole warp; not measured.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceSingle operator /(DeviceSingle left, DeviceSingle right)
    {
        var quotient = (left.Value == 0 ? right.Value : left.Value) / right.Value;
        return new(left.Value == 0 ? 0 : quotient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceSingle Sqrt(DeviceSingle value) => new(MathF.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceSingle WhereLess(DeviceSingle left, DeviceSingle right, DeviceSingle yes, DeviceSingle no) =>
        new(left.Value < right.Value ? yes.Value : no.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceSingle WhereEqual(DeviceSingle left, DeviceSingle right, DeviceSingle yes, DeviceSingle no) =>
        new(left.Value == right.Value ? yes.Value : no.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceSingle Exponent(DeviceSingle value) => new((int)(Interop.FloatAsInt(value.Value) >> 23) - 127);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceSingle Significand(DeviceSingle value) =>
        new(Interop.IntAsFloat((Interop.FloatAsInt(value.Value) & SignificandMask) | OneBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceSingle PowerOfTwo(DeviceSingle exponent) => new(Interop.IntAsFloat((uint)((int)exponent.Value + 127) << 23));
}
