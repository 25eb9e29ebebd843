using System.Runtime.CompilerServices;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// A number for every pair of a size of a tile's bags and a count that such a bag can share: the slot, in a table of few scores, of what
/// a row scores with a column.
/// </summary>
internal sealed unsafe class CountSlots : IDisposable
{
    /// <summary>Most slots: they are bytes.</summary>
    public const int Most = 256;

    private readonly AlignedMemory _memory;

    private CountSlots(ReadOnlySpan<int> sizes, ReadOnlySpan<int> firstSlots, int count)
    {
        Count = count;
        _memory = AlignedMemory.Rent(BitPlanes.Columns + 2 * Most * sizeof(double));
        new Span<byte>(Columns, BitPlanes.Columns).Clear();
        new Span<double>(Counts, 2 * Most).Clear();
        for (var column = 0; column < sizes.Length; column++)
        {
            var size = sizes[column];
            var first = firstSlots[size];
            Columns[column] = (byte)first;
            for (var shared = 0; shared <= size && Sizes[first + size] != size; shared++)
            {
                Counts[first + shared] = shared;
                Sizes[first + shared] = size;
            }
        }
    }

    /// <summary>Number of slots.</summary>
    public int Count { get; }

    /// <summary>The slot of count 0 of each column, <see cref="BitPlanes.Columns"/> bytes; the others follow it.</summary>
    public byte* Columns => (byte*)_memory.Start;

    /// <summary>The count at each of <see cref="Most"/> slots.</summary>
    public double* Counts => (double*)(Columns + BitPlanes.Columns);

    /// <summary>The size at each of <see cref="Most"/> slots.</summary>
    public double* Sizes => Counts + Most;

    /// <summary>
    /// The slots of a tile; null where they are more than <see cref="Most"/> or than columns, so that a table would not pay.
    /// </summary>
    [SkipLocalsInit]
    public static CountSlots? Of(RaggedRows<int> bags, ReadOnlySpan<int> items)
    {
        Span<int> firstSlots = stackalloc int[Most];
        firstSlots.Fill(-1);
        Span<int> sizes = stackalloc int[BitPlanes.Columns];
        var count = 0;
        for (var column = 0; column < items.Length; column++)
        {
            var size = sizes[column] = bags.LengthOf(items[column]);
            if (size >= Most || firstSlots[size] < 0 && count + size + 1 > Math.Min(Most, items.Length))
            {
                return null;
            }

            if (firstSlots[size] < 0)
            {
                firstSlots[size] = count;
                count += size + 1;
            }
        }

        return new(sizes[..items.Length], firstSlots, count);
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
