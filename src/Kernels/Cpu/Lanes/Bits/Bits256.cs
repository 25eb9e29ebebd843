using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Kernels.Cpu;

/// <summary>A 256-bit register, for CPUs without 512-bit vectors.</summary>
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
    public static Bits256<T> operator +(Bits256<T> left, Bits256<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> AnyOf(Bits256<T> first, Bits256<T> second, Bits256<T> third) =>
        new(first._value | second._value | third._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> EitherWithin(Bits256<T> left, Bits256<T> right, Bits256<T> mask) =>
        new((left._value | right._value) & mask._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> OrWithin(Bits256<T> left, Bits256<T> right, Bits256<T> mask) =>
        new(left._value | (right._value & mask._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> EitherWithout(Bits256<T> left, Bits256<T> right, Bits256<T> negated) =>
        new(Vector256.AndNot(left._value | right._value, negated._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> OrWithout(Bits256<T> left, Bits256<T> right, Bits256<T> negated) =>
        new(left._value | Vector256.AndNot(right._value, negated._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> OrDiffering(Bits256<T> value, Bits256<T> left, Bits256<T> right) =>
        new(value._value | (left._value ^ right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> Without(Bits256<T> value, Bits256<T> negated) => new(Vector256.AndNot(value._value, negated._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> WithoutUnless(Bits256<T> value, Bits256<T> negated, Bits256<T> spared) =>
        new(Vector256.AndNot(value._value, Vector256.AndNot(negated._value, spared._value)));

    // A shift by a literal, which the compiler makes one instruction; by LaneBits - 1 it is three.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> TopBit(Bits256<T> value) => new(
        sizeof(T) == sizeof(ulong) ? (value._value.AsUInt64() >>> 63).As<ulong, T>()
        : sizeof(T) == sizeof(uint) ? (value._value.AsUInt32() >>> 31).As<uint, T>()
        : (value._value.AsUInt16() >>> 15).As<ushort, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTopBits(Bits256<T> value, byte* target) => *target = (byte)value._value.AsUInt64().ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTopBits(Bits256<T> value, Bits256<T> value2, byte* target)
    {
        StoreTopBits(value, target);
        StoreTopBits(value2, target + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> LoadBits(byte* source, ulong* table) => new(Vector256.Load(table + BitTable.Lanes * *source).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> SetBits(Bits256<T> value) => Avx2.IsSupported
        ? Look(
            value, Vector256.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4))
        : Count(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> UnsetBits(Bits256<T> value) => Avx2.IsSupported
        ? Look(
            value, Vector256.Create((byte)4, 3, 3, 2, 3, 2, 2, 1, 3, 2, 2, 1, 2, 1, 1, 0, 4, 3, 3, 2, 3, 2, 2, 1, 3, 2, 2, 1, 2, 1, 1, 0))
        : Count(new(~value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bits256<T> AddBytes(Bits256<T> left, Bits256<T> right) =>
        new((left._value.AsByte() + right._value.AsByte()).As<byte, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreByteSums(Bits256<T> value, LaneSums sums, int lane)
    {
        var bytes = value._value.AsByte();
        if (sizeof(T) == sizeof(ulong))
        {
            var lanes = Avx2.IsSupported
                ? Avx2.SumAbsoluteDifferences(bytes, Vector256<byte>.Zero).AsInt64()
                : Pairs(Pairs(Pairs(bytes).AsInt32()).AsInt64());
            sums.Store(Vector128.ConvertToSingle(Vector256.Narrow(lanes, lanes).GetLower()), lane);
            return;
        }

        var pairs = Pairs(bytes);
        if (sizeof(T) == sizeof(uint))
        {
            sums.Store(Vector256.ConvertToSingle(Pairs(pairs.AsInt32())), lane);
            return;
        }

        var (lower, upper) = Vector256.Widen(pairs);
        sums.Store(Vector256.ConvertToSingle(lower), lane);
        sums.Store(Vector256.ConvertToSingle(upper), lane + Vector256<float>.Count);
    }

    // Sums of neighbours, none of them negative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Pairs(Vector256<byte> values) => Avx2.IsSupported
        ? Avx2.MultiplyAddAdjacent(values, Vector256.Create((sbyte)1))
        : (values.AsInt16() & Vector256.Create((short)255)) + (values.AsInt16() >>> 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Pairs(Vector256<int> values) => (values & Vector256.Create(0xFFFF)) + (values >>> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Pairs(Vector256<long> values) => (values & Vector256.Create(0xFFFF_FFFFL)) + (values >>> 32);

    // The sum of what a table has for the two halves of every byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Bits256<T> Look(Bits256<T> value, Vector256<byte> table)
    {
        var bits = value._value.AsByte();
        var low = Vector256.Create((byte)15);
        return new((Avx2.Shuffle(table, bits & low) + Avx2.Shuffle(table, (bits.AsUInt16() >>> 4).AsByte() & low)).As<byte, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Bits256<T> Count(Bits256<T> value)
    {
        var words = value._value.AsUInt16();
        words -= (words >>> 1) & Vector256.Create((ushort)0x5555);
        words = (words & Vector256.Create((ushort)0x3333)) + ((words >>> 2) & Vector256.Create((ushort)0x3333));
        return new(((words + (words >>> 4)) & Vector256.Create((ushort)0x0F0F)).As<ushort, T>());
    }
}
