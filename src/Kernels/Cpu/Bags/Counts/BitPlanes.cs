using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Counts for 512 columns at once how many of a list of bit rows have the column's bit set. Rows are added into vertical counters
/// (plane p holds bit p of every column's count) by carry-save adders, about three operations a row.
/// </summary>
/// <remarks>
/// Column c is bit c / 64 of byte c mod 64. Then exchanging the bits of a plane's number with those of the position in a byte, three
/// steps of shift and select, leaves in vector r the counts of columns 64 r to 64 r + 63 as bytes, in order.
/// </remarks>
internal static unsafe class BitPlanes
{
    /// <summary>Columns a bit row.</summary>
    public const int Columns = 512;

    /// <summary>64-bit words a bit row.</summary>
    public const int Words = Columns / 64;

    /// <summary>Rows are added in groups of so many.</summary>
    public const int Group = 8;

    /// <summary>Most rows a call takes: counts must fit a byte.</summary>
    public const int MostRows = 248;

    /// <summary>The word of a bit row that holds a column's bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WordOf(int column) => (column & 63) >> 3;

    /// <summary>A column's bit within its word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong BitOf(int column) => 1UL << (((column & 7) << 3) | (column >> 6));

    /// <summary>Counts the set bits of each column over the rows of a bag's symbols.</summary>
    /// <param name="table">Bit rows, aligned to 64 bytes; row 0 is empty.</param>
    /// <param name="rowOf">Where each symbol's row begins, in words of the table.</param>
    /// <param name="bag">The symbols.</param>
    /// <param name="length">Number of symbols, at most <see cref="MostRows"/>.</param>
    /// <param name="nothing">A symbol whose row is 0.</param>
    /// <param name="counts">Receives <see cref="Columns"/> bytes.</param>
    public static void Count(ulong* table, int* rowOf, int* bag, int length, int nothing, byte* counts)
    {
        if (Avx512F.IsSupported)
        {
            Count<BitRow512>(table, rowOf, bag, length, nothing, counts);
            return;
        }

        // Two halves of a row after one another: the counters of both would not stay in registers.
        Count<BitRow256>(table, rowOf, bag, length, nothing, counts);
        Count<BitRow256>(table + Words / 2, rowOf, bag, length, nothing, counts + Columns / 16);
    }

    [SkipLocalsInit]
    private static void Count<TRow>(ulong* table, int* rowOf, int* bag, int length, int nothing, byte* counts)
        where TRow : unmanaged, IBitRow<TRow>
    {
        var ones = default(TRow);
        var twos = ones;
        var fours = ones;
        var p3 = ones;
        var p4 = ones;
        var p5 = ones;
        var p6 = ones;
        var p7 = ones;
        var rest = stackalloc int[Group];
        var end = bag + (length & -Group);
        var left = length & (Group - 1);
        while (true)
        {
            if (bag == end)
            {
                if (left == 0)
                {
                    break;
                }

                Rest(bag, length, left, nothing, rest);
                bag = rest;
                end = rest + Group;
                left = 0;
            }

            var a = Add(ref ones, TRow.Load(table + rowOf[bag[0]]), TRow.Load(table + rowOf[bag[1]]));
            var b = Add(ref ones, TRow.Load(table + rowOf[bag[2]]), TRow.Load(table + rowOf[bag[3]]));
            var c = Add(ref twos, a, b);
            a = Add(ref ones, TRow.Load(table + rowOf[bag[4]]), TRow.Load(table + rowOf[bag[5]]));
            b = Add(ref ones, TRow.Load(table + rowOf[bag[6]]), TRow.Load(table + rowOf[bag[7]]));
            b = Add(ref twos, a, b);
            var carry = Add(ref fours, b, c);
            var next = p3 & carry;
            p3 ^= carry;
            carry = p4 & next;
            p4 ^= next;
            next = p5 & carry;
            p5 ^= carry;
            carry = p6 & next;
            p6 ^= next;
            p7 ^= carry;
            bag += Group;
        }

        Exchange(ref ones, ref twos, 1, 0x5555_5555_5555_5555);
        Exchange(ref fours, ref p3, 1, 0x5555_5555_5555_5555);
        Exchange(ref p4, ref p5, 1, 0x5555_5555_5555_5555);
        Exchange(ref p6, ref p7, 1, 0x5555_5555_5555_5555);
        Exchange(ref ones, ref fours, 2, 0x3333_3333_3333_3333);
        Exchange(ref twos, ref p3, 2, 0x3333_3333_3333_3333);
        Exchange(ref p4, ref p6, 2, 0x3333_3333_3333_3333);
        Exchange(ref p5, ref p7, 2, 0x3333_3333_3333_3333);
        Exchange(ref ones, ref p4, 4, 0x0F0F_0F0F_0F0F_0F0F);
        Exchange(ref twos, ref p5, 4, 0x0F0F_0F0F_0F0F_0F0F);
        Exchange(ref fours, ref p6, 4, 0x0F0F_0F0F_0F0F_0F0F);
        Exchange(ref p3, ref p7, 4, 0x0F0F_0F0F_0F0F_0F0F);
        ones.Store(counts);
        twos.Store(counts + 64);
        fours.Store(counts + 128);
        p3.Store(counts + 192);
        p4.Store(counts + 256);
        p5.Store(counts + 320);
        p6.Store(counts + 384);
        p7.Store(counts + 448);
    }

    // The last symbols, filled up to a group; a group that ends with them is there to read unless the bag is smaller.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rest(int* bag, int length, int left, int nothing, int* rest)
    {
        if (length >= Group)
        {
            var used = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(Group - left));
            Vector256.ConditionalSelect(used, Vector256.Create(nothing), Vector256.Load(bag + left - Group)).Store(rest);
            return;
        }

        for (var k = 0; k < Group; k++)
        {
            rest[k] = k < left ? bag[k] : nothing;
        }
    }

    // A full adder: sum and the two rows give a sum bit and a carry.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow Add<TRow>(ref TRow sum, TRow a, TRow b) where TRow : unmanaged, IBitRow<TRow>
    {
        var carry = TRow.Majority(sum, a, b);
        sum = TRow.Odd(sum, a, b);
        return carry;
    }

    // Exchanges, within every byte, the bits of low outside the mask with the bits of high inside it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange<TRow>(ref TRow low, ref TRow high, int shift, ulong mask) where TRow : unmanaged, IBitRow<TRow>
    {
        var first = TRow.Select(mask, low, high << shift);
        high = TRow.Select(mask, low >>> shift, high);
        low = first;
    }
}
