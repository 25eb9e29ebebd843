using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Scores of short bags in single precision: a row's size and a tile's <see cref="CountSlots"/> leave so few different scores that each
/// is computed once for all rows of the size, and 64 columns at a time are looked up in registers.
/// </summary>
/// <remarks>
/// A table is the first byte of each score, then the second, third and fourth: bytes are what a register can look up 128 of.
/// </remarks>
/// <param name="score">The metric's score.</param>
/// <param name="slots">The tile's slots.</param>
/// <param name="memory"><see cref="Bytes"/> bytes aligned to 64.</param>
internal readonly unsafe struct ScoreTables<TScore>(TScore score, CountSlots slots, byte* memory) where TScore : unmanaged, IBagScore
{
    /// <summary>Memory of the tables.</summary>
    public const int Bytes = Kept * (TableBytes + sizeof(int)) + Step * sizeof(float);

    private const int Kept = 16; // row sizes, one of each remainder
    private const int Step = 64;
    private const int TableBytes = CountSlots.Most * sizeof(float);

    private int* Owners => (int*)(memory + Kept * TableBytes);

    private float* Last => (float*)(Owners + Kept);

    /// <summary>Forgets the tables of another tile.</summary>
    public void Clear() => new Span<int>(Owners, Kept).Fill(-1);

    /// <summary>Stores a row's scores with the columns of the tile.</summary>
    /// <param name="size">Size of the row's bag.</param>
    /// <param name="counts">The shared counts.</param>
    /// <param name="width">Number of columns.</param>
    /// <param name="line">Receives the scores.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Put(int size, byte* counts, int width, float* line)
    {
        var table = Table(size);
        var a = new Plane(table);
        var b = new Plane(table + CountSlots.Most);
        var c = new Plane(table + 2 * CountSlots.Most);
        var d = new Plane(table + 3 * CountSlots.Most);
        var order = Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15); // undoes the interleaving of bytes below
        for (var column = 0; column < width; column += Step)
        {
            var slot = Vector512.Load(slots.Columns + column) + Vector512.Load(counts + column);
            slot = Vector512.Shuffle(slot.AsInt32(), order).AsByte();
            var far = Vector512.LessThan(slot.AsSByte(), Vector512<sbyte>.Zero).AsByte();
            var first = a.Of(slot, far);
            var second = b.Of(slot, far);
            var third = c.Of(slot, far);
            var fourth = d.Of(slot, far);
            var low = Avx512BW.UnpackLow(first, second).AsUInt16();
            var high = Avx512BW.UnpackHigh(first, second).AsUInt16();
            var low2 = Avx512BW.UnpackLow(third, fourth).AsUInt16();
            var high2 = Avx512BW.UnpackHigh(third, fourth).AsUInt16();
            var target = column + Step <= width ? line + column : Last;
            Avx512BW.UnpackLow(low, low2).AsSingle().Store(target);
            Avx512BW.UnpackHigh(low, low2).AsSingle().Store(target + 16);
            Avx512BW.UnpackLow(high, high2).AsSingle().Store(target + 32);
            Avx512BW.UnpackHigh(high, high2).AsSingle().Store(target + 48);
        }

        var rest = width & (Step - 1);
        new Span<float>(Last, rest).CopyTo(new Span<float>(line + width - rest, rest));
    }

    private byte* Table(int size)
    {
        var kept = size & (Kept - 1);
        var table = memory + kept * TableBytes;
        if (Owners[kept] != size)
        {
            Owners[kept] = size;
            Fill(table, Real8.Of(size));
        }

        return table;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Fill(byte* table, Real8 size)
    {
        for (var slot = 0; slot < slots.Count; slot += 2 * Real8.Count)
        {
            Score(slot, size, Last);
            Score(slot + Real8.Count, size, Last + Real8.Count);
            var bits = Vector512.Load(Last).AsUInt32();
            for (var plane = 0; plane < sizeof(float); plane++)
            {
                Avx512F.ConvertToVector128Byte(bits).Store(table + plane * CountSlots.Most + slot);
                bits >>>= 8;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Score(int slot, Real8 size, float* target)
    {
        var fold = score.Add(default(BagFold<Real8>), 0, Real8.Load(slots.Counts + slot), size, Real8.Load(slots.Sizes + slot));
        score.Finish(fold).Store(target);
    }

    // 256 bytes in registers.
    private readonly struct Plane(byte* bytes)
    {
        private readonly Vector512<byte> _0 = Vector512.Load(bytes);
        private readonly Vector512<byte> _1 = Vector512.Load(bytes + 64);
        private readonly Vector512<byte> _2 = Vector512.Load(bytes + 128);
        private readonly Vector512<byte> _3 = Vector512.Load(bytes + 192);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<byte> Of(Vector512<byte> slot, Vector512<byte> far) => Vector512.ConditionalSelect(
            far, Avx512Vbmi.PermuteVar64x8x2(_2, slot, _3), Avx512Vbmi.PermuteVar64x8x2(_0, slot, _1));
    }
}
