using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Kernels.Cpu;

/// <summary>A 512-bit register.</summary>
/// <typeparam name="T">The lane: ushort, uint or ulong.</typeparam>
internal readonly unsafe struct Bits512<T>(Vector512<T> value) : IBits<Bits512<T>> where T : unmanaged
{
    private readonly Vector512<T> _value = value;

    public static int LaneBits => sizeof(T) * 8;

    public static bool HasManyRegisters => Avx512BW.IsSupported;

    public static Bits512<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<T>.Zero);
    }

    public static Bits512<T> AllSet
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<T>.AllBitsSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> operator &(Bits512<T> left, Bits512<T> right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> operator |(Bits512<T> left, Bits512<T> right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> operator ^(Bits512<T> left, Bits512<T> right) => new(left._value ^ right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> operator ~(Bits512<T> value) => new(~value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> operator +(Bits512<T> left, Bits512<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> EitherWithout(Bits512<T> left, Bits512<T> right, Bits512<T> negated) => Avx512F.IsSupported
        ? new(Avx512F.TernaryLogic(negated._value.AsUInt64(), left._value.AsUInt64(), right._value.AsUInt64(), 0x0E).As<ulong, T>())
        : new(~negated._value & (left._value | right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> XorOr(Bits512<T> left, Bits512<T> right, Bits512<T> other) => Avx512F.IsSupported
        ? new(Avx512F.TernaryLogic(left._value.AsUInt64(), right._value.AsUInt64(), other._value.AsUInt64(), 0xBE).As<ulong, T>())
        : new((left._value ^ right._value) | other._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> OrWithout(Bits512<T> left, Bits512<T> right, Bits512<T> negated) => Avx512F.IsSupported
        ? new(Avx512F.TernaryLogic(left._value.AsUInt64(), right._value.AsUInt64(), negated._value.AsUInt64(), 0xF4).As<ulong, T>())
        : new(left._value | Vector512.AndNot(right._value, negated._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> Without(Bits512<T> value, Bits512<T> negated) => new(Vector512.AndNot(value._value, negated._value));

    // A shift by a literal, which the compiler makes one instruction; by LaneBits - 1 it is three.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> TopBit(Bits512<T> value) => new(
        sizeof(T) == sizeof(ulong) ? (value._value.AsUInt64() >>> 63).As<ulong, T>()
        : sizeof(T) == sizeof(uint) ? (value._value.AsUInt32() >>> 31).As<uint, T>()
        : (value._value.AsUInt16() >>> 15).As<ushort, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> BytePopulations(Bits512<T> value)
    {
        var bits = value._value.AsByte();
        if (Avx512BW.IsSupported)
        {
            var quarter = Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
            var half = Vector256.Create(quarter, quarter);
            var counts = Vector512.Create(half, half);
            var low = Vector512.Create((byte)15);
            return new((Avx512BW.Shuffle(counts, bits & low) + Avx512BW.Shuffle(counts, (bits.AsUInt16() >>> 4).AsByte() & low)).As<byte, T>());
        }

        var words = bits.AsUInt16();
        words -= (words >>> 1) & Vector512.Create((ushort)0x5555);
        words = (words & Vector512.Create((ushort)0x3333)) + ((words >>> 2) & Vector512.Create((ushort)0x3333));
        return new(((words + (words >>> 4)) & Vector512.Create((ushort)0x0F0F)).As<ushort, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreByteSums(Bits512<T> value, double offset, double* target)
    {
        var sums = value._value;
        if (sizeof(T) == sizeof(ulong))
        {
            sums += sums >>> 32;
        }

        if (sizeof(T) >= sizeof(uint))
        {
            sums += sums >>> 16;
        }

        sums += sums >>> 8;
        if (sizeof(T) == sizeof(ulong))
        {
            Store(sums.AsUInt64() & Vector512.Create(255UL), offset, target);
        }
        else if (sizeof(T) == sizeof(uint))
        {
            StoreWide(sums.AsUInt32() & Vector512.Create(255U), offset, target);
        }
        else
        {
            var (lower, upper) = Vector512.Widen(sums.AsUInt16() & Vector512.Create((ushort)255));
            StoreWide(lower, offset, target);
            StoreWide(upper, offset, target + 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWide(Vector512<uint> counts, double offset, double* target)
    {
        var (lower, upper) = Vector512.Widen(counts);
        Store(lower, offset, target);
        Store(upper, offset, target + 8);
    }

    // 2^52 with a whole number in its low bits is that double plus the number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<ulong> counts, double offset, double* target)
    {
        var power = Vector512.Create((double)(1L << 52));
        ((counts | power.AsUInt64()).AsDouble() - power + Vector512.Create(offset)).Store(target);
    }
}
