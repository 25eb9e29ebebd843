using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Kernels.Cpu;

/// <summary>A 512-bit register; only for CPUs with AVX-512.</summary>
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
    public static Bits512<T> operator +(Bits512<T> left, Bits512<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> AnyOf(Bits512<T> first, Bits512<T> second, Bits512<T> third) =>
        new(Avx512F.TernaryLogic(first._value.AsUInt64(), second._value.AsUInt64(), third._value.AsUInt64(), 0xFE).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> EitherWithin(Bits512<T> left, Bits512<T> right, Bits512<T> mask) =>
        new(Avx512F.TernaryLogic(left._value.AsUInt64(), right._value.AsUInt64(), mask._value.AsUInt64(), 0xA8).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> OrWithin(Bits512<T> left, Bits512<T> right, Bits512<T> mask) =>
        new(Avx512F.TernaryLogic(left._value.AsUInt64(), right._value.AsUInt64(), mask._value.AsUInt64(), 0xF8).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> EitherWithout(Bits512<T> left, Bits512<T> right, Bits512<T> negated) =>
        new(Avx512F.TernaryLogic(negated._value.AsUInt64(), left._value.AsUInt64(), right._value.AsUInt64(), 0x0E).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> OrWithout(Bits512<T> left, Bits512<T> right, Bits512<T> negated) =>
        new(Avx512F.TernaryLogic(left._value.AsUInt64(), right._value.AsUInt64(), negated._value.AsUInt64(), 0xF4).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> OrDiffering(Bits512<T> value, Bits512<T> left, Bits512<T> right) =>
        new(Avx512F.TernaryLogic(value._value.AsUInt64(), left._value.AsUInt64(), right._value.AsUInt64(), 0xF6).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> Without(Bits512<T> value, Bits512<T> negated) => new(Vector512.AndNot(value._value, negated._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> WithoutUnless(Bits512<T> value, Bits512<T> negated, Bits512<T> spared) =>
        new(Avx512F.TernaryLogic(value._value.AsUInt64(), negated._value.AsUInt64(), spared._value.AsUInt64(), 0xB0).As<ulong, T>());

    // A shift by a literal, which the compiler makes one instruction; by LaneBits - 1 it is three.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> TopBit(Bits512<T> value) => new(
        sizeof(T) == sizeof(ulong) ? (value._value.AsUInt64() >>> 63).As<ulong, T>()
        : sizeof(T) == sizeof(uint) ? (value._value.AsUInt32() >>> 31).As<uint, T>()
        : (value._value.AsUInt16() >>> 15).As<ushort, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTopBits(Bits512<T> value, byte* target) => *target = (byte)value._value.AsUInt64().ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTopBits(Bits512<T> value, Bits512<T> value2, byte* target)
    {
        var upper = Vector512.Create(1u, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
        // One extraction of sixteen bits costs less than two of eight.
        var both = Avx512F.PermuteVar16x32x2(value._value.AsUInt32(), upper, value2._value.AsUInt32());
        *(ushort*)target = (ushort)both.ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> LoadBits(byte* source, ulong* table) => new(Vector512.Load(table + BitTable.Lanes * *source).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> SetBits(Bits512<T> value) => Look(value, Vector512.Create(
        (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
        0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> UnsetBits(Bits512<T> value) => Look(value, Vector512.Create(
        (byte)4, 3, 3, 2, 3, 2, 2, 1, 3, 2, 2, 1, 2, 1, 1, 0, 4, 3, 3, 2, 3, 2, 2, 1, 3, 2, 2, 1, 2, 1, 1, 0,
        4, 3, 3, 2, 3, 2, 2, 1, 3, 2, 2, 1, 2, 1, 1, 0, 4, 3, 3, 2, 3, 2, 2, 1, 3, 2, 2, 1, 2, 1, 1, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits512<T> AddBytes(Bits512<T> left, Bits512<T> right) =>
        new((left._value.AsByte() + right._value.AsByte()).As<byte, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreByteSums(Bits512<T> value, LaneSums sums, int lane)
    {
        var bytes = value._value.AsByte();
        if (sizeof(T) == sizeof(ulong))
        {
            sums.Store(Avx512DQ.ConvertToVector256Single(Avx512BW.SumAbsoluteDifferences(bytes, Vector512<byte>.Zero).AsInt64()), lane);
            return;
        }

        var pairs = Avx512BW.MultiplyAddAdjacent(bytes, Vector512.Create((sbyte)1));
        if (sizeof(T) == sizeof(uint))
        {
            sums.Store(Vector512.ConvertToSingle(Avx512BW.MultiplyAddAdjacent(pairs, Vector512.Create((short)1))), lane);
            return;
        }

        var (lower, upper) = Vector512.Widen(pairs);
        sums.Store(Vector512.ConvertToSingle(lower), lane);
        sums.Store(Vector512.ConvertToSingle(upper), lane + Vector512<float>.Count);
    }

    // The sum of what a table has for the two halves of every byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Bits512<T> Look(Bits512<T> value, Vector512<byte> table)
    {
        var bits = value._value.AsByte();
        var low = Vector512.Create((byte)15);
        return new((Avx512BW.Shuffle(table, bits & low) + Avx512BW.Shuffle(table, (bits.AsUInt16() >>> 4).AsByte() & low)).As<byte, T>());
    }
}
