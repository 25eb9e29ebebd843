using System.Runtime.CompilerServices;
using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>One double in a kernel; <see cref="StrictArithmetic"/> makes every operation round by itself.</summary>
internal readonly struct DeviceReal(double value) : IReal<DeviceReal>
{
    private const ulong SignificandMask = 0x000F_FFFF_FFFF_FFFF;
    private const ulong OneBits = 0x3FF0_0000_0000_0000;

    public double Value { get; } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceReal Of(double value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceReal operator +(DeviceReal left, DeviceReal right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceReal operator -(DeviceReal left, DeviceReal right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceReal operator *(DeviceReal left, DeviceReal right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceReal operator /(DeviceReal left, DeviceReal right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceReal Sqrt(DeviceReal value) => new(Math.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceReal WhereLess(DeviceReal left, DeviceReal right, DeviceReal yes, DeviceReal no) =>
        new(left.Value < right.Value ? yes.Value : no.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceReal WhereEqual(DeviceReal left, DeviceReal right, DeviceReal yes, DeviceReal no) =>
        new(left.Value == right.Value ? yes.Value : no.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceReal Exponent(DeviceReal value) => new((int)(Interop.FloatAsInt(value.Value) >> 52) - 1023);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceReal Significand(DeviceReal value) =>
        new(Interop.IntAsFloat((Interop.FloatAsInt(value.Value) & SignificandMask) | OneBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceReal PowerOfTwo(DeviceReal exponent) => new(Interop.IntAsFloat((ulong)((long)exponent.Value + 1023) << 52));
}
