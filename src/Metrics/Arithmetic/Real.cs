using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>One double: the scalar <see cref="IReal{T}"/> of the reference.</summary>
/// <param name="value">The number.</param>
internal readonly struct Real(double value) : IReal<Real>
{
    private const long SignificandMask = 0x000F_FFFF_FFFF_FFFF;
    private const long OneBits = 0x3FF0_0000_0000_0000;

    /// <summary>The number.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Of(double value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real operator +(Real left, Real right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real operator -(Real left, Real right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real operator *(Real left, Real right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real operator /(Real left, Real right) => new(left.Value / right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Sqrt(Real value) => new(Math.Sqrt(value.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real WhereLess(Real left, Real right, Real yes, Real no) => left.Value < right.Value ? yes : no;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real WhereEqual(Real left, Real right, Real yes, Real no) => left.Value == right.Value ? yes : no;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Exponent(Real value) => new((int)((ulong)BitConverter.DoubleToInt64Bits(value.Value) >> 52) - 1023);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Significand(Real value) =>
        new(BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(value.Value) & SignificandMask) | OneBits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real PowerOfTwo(Real exponent) => new(BitConverter.Int64BitsToDouble(((long)exponent.Value + 1023) << 52));
}
