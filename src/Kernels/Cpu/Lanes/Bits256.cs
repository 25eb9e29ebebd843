using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Kernels.Cpu;

/// <summary>A 256-bit register, for processors without 512-bit vectors.</summary>
/// <typeparam name="T">The lane: ushort, uint or ulong.</typeparam>
internal readonly unsafe struct Bits256<T>(Vector256<T> value) : IRegister<Bits256<T>> where T : unmanaged
{
    private readonly Vector256<T> _value = value;

    public static int LaneBits => sizeof(T) * 8;

    public static int Registers => 1;

    public static bool HasManyRegisters => false;

    public static Bits256<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<T>.Zero);
    }

    public static Bits256<T> AllSet
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<T>.AllBitsSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> operator &(Bits256<T> left, Bits256<T> right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> operator |(Bits256<T> left, Bits256<T> right) => new(left._value | right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> operator ~(Bits256<T> value) => new(~value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> operator +(Bits256<T> left, Bits256<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> AnyOf(Bits256<T> first, Bits256<T> second, Bits256<T> third) => new(first._value | second._value | third._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> EitherWithin(Bits256<T> left, Bits256<T> right, Bits256<T> mask) => new((left._value | right._value) & mask._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> WithoutEither(Bits256<T> value, Bits256<T> negated, Bits256<T> negated2) =>
        new(Vector256.AndNot(value._value, negated._value | negated2._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> EitherWithout(Bits256<T> left, Bits256<T> right, Bits256<T> negated) =>
        new(Vector256.AndNot(left._value | right._value, negated._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> XorOr(Bits256<T> left, Bits256<T> right, Bits256<T> other) => new((left._value ^ right._value) | other._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> OrWithout(Bits256<T> left, Bits256<T> right, Bits256<T> negated) => new(left._value | Vector256.AndNot(right._value, negated._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> Without(Bits256<T> value, Bits256<T> negated) => new(Vector256.AndNot(value._value, negated._value));

    // A shift by a literal, which the compiler makes one instruction; by LaneBits - 1 it is three.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> TopBit(Bits256<T> value) => new(
        sizeof(T) == sizeof(ulong) ? (value._value.AsUInt64() >>> 63).As<ulong, T>()
        : sizeof(T) == sizeof(uint) ? (value._value.AsUInt32() >>> 31).As<uint, T>()
        : (value._value.AsUInt16() >>> 15).As<ushort, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTopBits(Bits256<T> value, byte* target) => *target = (byte)value._value.AsUInt64().ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> LoadTopBits(byte* source)
    {
        var spread = Vector256.Create(*(ulong*)source);
        if (Avx2.IsSupported)
        {
            var shifts = Vector256.Create(63UL, 62, 61, 60);
            return new(Avx2.ShiftLeftLogicalVariable(spread, shifts).As<ulong, T>());
        }

        var bits = Vector256.Create(1UL, 2, 4, 8);
        return new(Vector256.Equals(spread & bits, bits).As<ulong, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> BytePopulations(Bits256<T> value)
    {
        var bits = value._value.AsByte();
        if (Avx2.IsSupported)
        {
            var half = Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
            var counts = Vector256.Create(half, half);
            var low = Vector256.Create((byte)15);
            return new((Avx2.Shuffle(counts, bits & low) + Avx2.Shuffle(counts, (bits.AsUInt16() >>> 4).AsByte() & low)).As<byte, T>());
        }

        var words = bits.AsUInt16();
        words -= (words >>> 1) & Vector256.Create((ushort)0x5555);
        words = (words & Vector256.Create((ushort)0x3333)) + ((words >>> 2) & Vector256.Create((ushort)0x3333));
        return new(((words + (words >>> 4)) & Vector256.Create((ushort)0x0F0F)).As<ushort, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> AddBytes(Bits256<T> left, Bits256<T> right) => new((left._value.AsByte() + right._value.AsByte()).As<byte, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreByteSums(Bits256<T> value, double* target)
    {
        var sums = LaneSums(value._value.AsByte());
        if (sizeof(T) == sizeof(ulong))
        {
            // 2^52 with a whole number in its low bits is that double plus the number.
            var power = Vector256.Create((double)(1L << 52));
            ((sums.AsUInt64() | power.AsUInt64()).AsDouble() - power).Store(target);
            return;
        }

        var (lower, upper) = sizeof(T) == sizeof(uint) ? (sums.AsInt32(), sums.AsInt32()) : Vector256.Widen(sums.AsInt16());
        Real8.Of(lower).Value.Store(target);
        if (sizeof(T) == sizeof(ushort))
        {
            Real8.Of(upper).Value.Store(target + Vector256<int>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> LaneSums(Vector256<byte> bytes)
    {
        if (sizeof(T) == sizeof(ulong) && Avx2.IsSupported)
        {
            return Avx2.SumAbsoluteDifferences(bytes, Vector256<byte>.Zero).As<ushort, T>();
        }

        var pairs = (bytes.AsUInt16() & Vector256.Create((ushort)255)) + (bytes.AsUInt16() >>> 8);
        if (sizeof(T) == sizeof(ushort))
        {
            return pairs.As<ushort, T>();
        }

        var fours = (pairs.AsUInt32() & Vector256.Create(0xFFFFU)) + (pairs.AsUInt32() >>> 16);
        return sizeof(T) == sizeof(uint)
            ? fours.As<uint, T>()
            : ((fours.AsUInt64() & Vector256.Create(0xFFFF_FFFFUL)) + (fours.AsUInt64() >>> 32)).As<ulong, T>();
    }
}
