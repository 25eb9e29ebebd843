using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Kernels.Cpu;

/// <summary>A 512-bit register; only for processors with AVX-512.</summary>
/// <typeparam name="T">The lane: ushort, uint or ulong.</typeparam>
internal readonly unsafe struct Bits512<T>(Vector512<T> value) : IRegister<Bits512<T>> where T : unmanaged
{
    private readonly Vector512<T> _value = value;

    public static int LaneBits => sizeof(T) * 8;

    public static int Registers => 1;

    public static bool HasManyRegisters => true;

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
    public static Bits512<T> operator ~(Bits512<T> value) => new(~value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> operator +(Bits512<T> left, Bits512<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> AnyOf(Bits512<T> first, Bits512<T> second, Bits512<T> third) =>
        new(Avx512F.TernaryLogic(first._value.AsUInt64(), second._value.AsUInt64(), third._value.AsUInt64(), 0xFE).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> EitherWithin(Bits512<T> left, Bits512<T> right, Bits512<T> mask) =>
        new(Avx512F.TernaryLogic(left._value.AsUInt64(), right._value.AsUInt64(), mask._value.AsUInt64(), 0xA8).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> WithoutEither(Bits512<T> value, Bits512<T> negated, Bits512<T> negated2) =>
        new(Avx512F.TernaryLogic(value._value.AsUInt64(), negated._value.AsUInt64(), negated2._value.AsUInt64(), 0x10).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> EitherWithout(Bits512<T> left, Bits512<T> right, Bits512<T> negated) =>
        new(Avx512F.TernaryLogic(negated._value.AsUInt64(), left._value.AsUInt64(), right._value.AsUInt64(), 0x0E).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> XorOr(Bits512<T> left, Bits512<T> right, Bits512<T> other) =>
        new(Avx512F.TernaryLogic(left._value.AsUInt64(), right._value.AsUInt64(), other._value.AsUInt64(), 0xBE).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> OrWithout(Bits512<T> left, Bits512<T> right, Bits512<T> negated) =>
        new(Avx512F.TernaryLogic(left._value.AsUInt64(), right._value.AsUInt64(), negated._value.AsUInt64(), 0xF4).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> Without(Bits512<T> value, Bits512<T> negated) => new(Vector512.AndNot(value._value, negated._value));

    // A shift by a literal, which the compiler makes one instruction; by LaneBits - 1 it is three.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> TopBit(Bits512<T> value) => new(
        sizeof(T) == sizeof(ulong) ? (value._value.AsUInt64() >>> 63).As<ulong, T>()
        : sizeof(T) == sizeof(uint) ? (value._value.AsUInt32() >>> 31).As<uint, T>()
        : (value._value.AsUInt16() >>> 15).As<ushort, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTopBits(Bits512<T> value, byte* target) => *target = (byte)value._value.AsUInt64().ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> LoadTopBits(byte* source)
    {
        var shifts = Vector512.Create(63UL, 62, 61, 60, 59, 58, 57, 56);
        return new(Avx512F.ShiftLeftLogicalVariable(Vector512.Create(*(ulong*)source), shifts).As<ulong, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> BytePopulations(Bits512<T> value)
    {
        var bits = value._value.AsByte();
        var quarter = Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        var half = Vector256.Create(quarter, quarter);
        var counts = Vector512.Create(half, half);
        var low = Vector512.Create((byte)15);
        return new((Avx512BW.Shuffle(counts, bits & low) + Avx512BW.Shuffle(counts, (bits.AsUInt16() >>> 4).AsByte() & low)).As<byte, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> AddBytes(Bits512<T> left, Bits512<T> right) => new((left._value.AsByte() + right._value.AsByte()).As<byte, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreByteSums(Bits512<T> value, double* target)
    {
        var sums = LaneSums(value._value.AsByte());
        if (sizeof(T) == sizeof(ulong))
        {
            Vector512.ConvertToDouble(sums.AsInt64()).Store(target);
            return;
        }

        var (lower, upper) = sizeof(T) == sizeof(uint) ? (sums.AsInt32(), sums.AsInt32()) : Vector512.Widen(sums.AsInt16());
        StoreDoubles(lower, target);
        if (sizeof(T) == sizeof(ushort))
        {
            StoreDoubles(upper, target + Vector512<int>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> LaneSums(Vector512<byte> bytes)
    {
        if (sizeof(T) == sizeof(ulong))
        {
            return Avx512BW.SumAbsoluteDifferences(bytes, Vector512<byte>.Zero).As<ushort, T>();
        }

        var pairs = (bytes.AsUInt16() & Vector512.Create((ushort)255)) + (bytes.AsUInt16() >>> 8);
        if (sizeof(T) == sizeof(ushort))
        {
            return pairs.As<ushort, T>();
        }

        return ((pairs.AsUInt32() & Vector512.Create(0xFFFFU)) + (pairs.AsUInt32() >>> 16)).As<uint, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDoubles(Vector512<int> whole, double* target)
    {
        Real8.Of(whole.GetLower()).Value.Store(target);
        Real8.Of(whole.GetUpper()).Value.Store(target + Vector512<double>.Count);
    }
}
