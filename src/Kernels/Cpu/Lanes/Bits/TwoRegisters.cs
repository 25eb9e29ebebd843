using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Two registers side by side: each operation is applied to one and then to the other, so that neither waits for its own result.
/// </summary>
internal readonly unsafe struct TwoRegisters<T>(T first, T second) : IBits<TwoRegisters<T>> where T : unmanaged, IRegister<T>
{
    private readonly T _first = first;
    private readonly T _second = second;

    public static int LaneBits => T.LaneBits;

    public static int Registers => 2;

    public static TwoRegisters<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(T.Zero, T.Zero);
    }

    public static TwoRegisters<T> AllSet
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(T.AllSet, T.AllSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> operator &(TwoRegisters<T> left, TwoRegisters<T> right) =>
        new(left._first & right._first, left._second & right._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> operator |(TwoRegisters<T> left, TwoRegisters<T> right) =>
        new(left._first | right._first, left._second | right._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> operator +(TwoRegisters<T> left, TwoRegisters<T> right) =>
        new(left._first + right._first, left._second + right._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> AnyOf(TwoRegisters<T> first, TwoRegisters<T> second, TwoRegisters<T> third) => new(
        T.AnyOf(first._first, second._first, third._first),
        T.AnyOf(first._second, second._second, third._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> EitherWithin(TwoRegisters<T> left, TwoRegisters<T> right, TwoRegisters<T> mask) => new(
        T.EitherWithin(left._first, right._first, mask._first),
        T.EitherWithin(left._second, right._second, mask._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> OrWithin(TwoRegisters<T> left, TwoRegisters<T> right, TwoRegisters<T> mask) => new(
        T.OrWithin(left._first, right._first, mask._first),
        T.OrWithin(left._second, right._second, mask._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> EitherWithout(TwoRegisters<T> left, TwoRegisters<T> right, TwoRegisters<T> negated) => new(
        T.EitherWithout(left._first, right._first, negated._first),
        T.EitherWithout(left._second, right._second, negated._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> OrWithout(TwoRegisters<T> left, TwoRegisters<T> right, TwoRegisters<T> negated) => new(
        T.OrWithout(left._first, right._first, negated._first),
        T.OrWithout(left._second, right._second, negated._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> OrDiffering(TwoRegisters<T> value, TwoRegisters<T> left, TwoRegisters<T> right) => new(
        T.OrDiffering(value._first, left._first, right._first),
        T.OrDiffering(value._second, left._second, right._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> Without(TwoRegisters<T> value, TwoRegisters<T> negated) =>
        new(T.Without(value._first, negated._first), T.Without(value._second, negated._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> WithoutUnless(TwoRegisters<T> value, TwoRegisters<T> negated, TwoRegisters<T> spared) => new(
        T.WithoutUnless(value._first, negated._first, spared._first),
        T.WithoutUnless(value._second, negated._second, spared._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> TopBit(TwoRegisters<T> value) => new(T.TopBit(value._first), T.TopBit(value._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTopBits(TwoRegisters<T> value, byte* target)
    {
        T.StoreTopBits(value._first, target);
        T.StoreTopBits(value._second, target + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTopBits(TwoRegisters<T> value, TwoRegisters<T> value2, byte* target)
    {
        StoreTopBits(value, target);
        StoreTopBits(value2, target + Registers);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<T> LoadBits(byte* source, ulong* table) => new(T.LoadBits(source, table), T.LoadBits(source + 1, table));
}
