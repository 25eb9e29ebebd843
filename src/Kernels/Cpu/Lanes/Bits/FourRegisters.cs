using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Four registers side by side: each operation is applied to one after the other, so that none waits for its own result.</summary>
/// <remarks>
/// Not two of <see cref="TwoRegisters{T}"/>: with values within values, loops of two texts were measured to take 1.5 times as long.
/// </remarks>
internal readonly unsafe struct FourRegisters<T>(T first, T second, T third, T fourth) : IBits<FourRegisters<T>>
    where T : unmanaged, IRegister<T>
{
    private readonly T _first = first;
    private readonly T _second = second;
    private readonly T _third = third;
    private readonly T _fourth = fourth;

    public static int LaneBits => T.LaneBits;

    public static int Registers => 4;

    public static FourRegisters<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(T.Zero, T.Zero, T.Zero, T.Zero);
    }

    public static FourRegisters<T> AllSet
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(T.AllSet, T.AllSet, T.AllSet, T.AllSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> operator &(FourRegisters<T> left, FourRegisters<T> right) => new(
        left._first & right._first,
        left._second & right._second,
        left._third & right._third,
        left._fourth & right._fourth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> operator |(FourRegisters<T> left, FourRegisters<T> right) => new(
        left._first | right._first,
        left._second | right._second,
        left._third | right._third,
        left._fourth | right._fourth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> operator +(FourRegisters<T> left, FourRegisters<T> right) => new(
        left._first + right._first,
        left._second + right._second,
        left._third + right._third,
        left._fourth + right._fourth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> AnyOf(FourRegisters<T> first, FourRegisters<T> second, FourRegisters<T> third) => new(
        T.AnyOf(first._first, second._first, third._first),
        T.AnyOf(first._second, second._second, third._second),
        T.AnyOf(first._third, second._third, third._third),
        T.AnyOf(first._fourth, second._fourth, third._fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> EitherWithin(FourRegisters<T> left, FourRegisters<T> right, FourRegisters<T> mask) => new(
        T.EitherWithin(left._first, right._first, mask._first),
        T.EitherWithin(left._second, right._second, mask._second),
        T.EitherWithin(left._third, right._third, mask._third),
        T.EitherWithin(left._fourth, right._fourth, mask._fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> OrWithin(FourRegisters<T> left, FourRegisters<T> right, FourRegisters<T> mask) => new(
        T.OrWithin(left._first, right._first, mask._first),
        T.OrWithin(left._second, right._second, mask._second),
        T.OrWithin(left._third, right._third, mask._third),
        T.OrWithin(left._fourth, right._fourth, mask._fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> EitherWithout(FourRegisters<T> left, FourRegisters<T> right, FourRegisters<T> negated) => new(
        T.EitherWithout(left._first, right._first, negated._first),
        T.EitherWithout(left._second, right._second, negated._second),
        T.EitherWithout(left._third, right._third, negated._third),
        T.EitherWithout(left._fourth, right._fourth, negated._fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> OrWithout(FourRegisters<T> left, FourRegisters<T> right, FourRegisters<T> negated) => new(
        T.OrWithout(left._first, right._first, negated._first),
        T.OrWithout(left._second, right._second, negated._second),
        T.OrWithout(left._third, right._third, negated._third),
        T.OrWithout(left._fourth, right._fourth, negated._fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> OrDiffering(FourRegisters<T> value, FourRegisters<T> left, FourRegisters<T> right) => new(
        T.OrDiffering(value._first, left._first, right._first),
        T.OrDiffering(value._second, left._second, right._second),
        T.OrDiffering(value._third, left._third, right._third),
        T.OrDiffering(value._fourth, left._fourth, right._fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> Without(FourRegisters<T> value, FourRegisters<T> negated) => new(
        T.Without(value._first, negated._first),
        T.Without(value._second, negated._second),
        T.Without(value._third, negated._third),
        T.Without(value._fourth, negated._fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> WithoutUnless(FourRegisters<T> value, FourRegisters<T> negated, FourRegisters<T> spared) => new(
        T.WithoutUnless(value._first, negated._first, spared._first),
        T.WithoutUnless(value._second, negated._second, spared._second),
        T.WithoutUnless(value._third, negated._third, spared._third),
        T.WithoutUnless(value._fourth, negated._fourth, spared._fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> TopBit(FourRegisters<T> value) =>
        new(T.TopBit(value._first), T.TopBit(value._second), T.TopBit(value._third), T.TopBit(value._fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTopBits(FourRegisters<T> value, byte* target)
    {
        T.StoreTopBits(value._first, target);
        T.StoreTopBits(value._second, target + 1);
        T.StoreTopBits(value._third, target + 2);
        T.StoreTopBits(value._fourth, target + 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTopBits(FourRegisters<T> value, FourRegisters<T> value2, byte* target)
    {
        StoreTopBits(value, target);
        StoreTopBits(value2, target + Registers);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<T> LoadBits(byte* source, ulong* table) =>
        new(T.LoadBits(source, table), T.LoadBits(source + 1, table), T.LoadBits(source + 2, table), T.LoadBits(source + 3, table));
}
