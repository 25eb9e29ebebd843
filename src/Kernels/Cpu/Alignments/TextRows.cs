using System.Runtime.CompilerServices;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// The texts of a block of rows, shortest first, so that neighbours can run side by side. Valid while the ids are pinned.
/// </summary>
internal sealed unsafe class TextRows : IDisposable
{
    private const int ShortText = 256;

    private readonly AlignedMemory _memory;

    /// <summary>The texts of consecutive rows.</summary>
    /// <param name="sequences">All sequences.</param>
    /// <param name="ids">Their ids; pinned by the caller.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="count">Number of rows.</param>
    public TextRows(RaggedRows<int> sequences, int* ids, int firstRow, int count)
    {
        Count = count;
        _memory = AlignedMemory.Rent(count * (long)sizeof(TextRow));
        Texts = (TextRow*)_memory.Start;
        if (!SortShort(sequences, ids, firstRow))
        {
            using var memory = AlignedMemory.Rent(count * (long)sizeof(ulong));
            var keys = new Span<ulong>((ulong*)memory.Start, count); // length, row
            for (var row = 0; row < count; row++)
            {
                keys[row] = ((ulong)sequences.LengthOf(firstRow + row) << 32) | (uint)row;
            }

            keys.Sort();
            for (var k = 0; k < count; k++)
            {
                Texts[k] = Text(sequences, ids, firstRow, (int)(uint)keys[k]);
            }
        }
    }

    /// <summary>Number of texts.</summary>
    public int Count { get; }

    /// <summary>The texts.</summary>
    public TextRow* Texts { get; }

    public void Dispose() => _memory.Dispose();

    private static TextRow Text(RaggedRows<int> sequences, int* ids, int firstRow, int row) =>
        new(ids + sequences.Offsets[firstRow + row], sequences.LengthOf(firstRow + row), row);

    // By counting, which takes a fraction of what the tiles of short texts do; false where a text has ShortText tokens or more.
    [SkipLocalsInit]
    private bool SortShort(RaggedRows<int> sequences, int* ids, int firstRow)
    {
        var (shortest, longest) = (int.MaxValue, 0);
        for (var row = 0; row < Count; row++)
        {
            var length = sequences.LengthOf(firstRow + row);
            shortest = Math.Min(shortest, length);
            longest = Math.Max(longest, length);
        }

        if (longest >= ShortText)
        {
            return false;
        }

        var starts = stackalloc int[ShortText];
        for (var length = shortest; length <= longest; length++)
        {
            starts[length] = 0;
        }

        for (var row = 0; row < Count; row++)
        {
            starts[sequences.LengthOf(firstRow + row)]++;
        }

        // Turns the number of texts of a length into the index of the first.
        var start = 0;
        for (var length = shortest; length <= longest; length++)
        {
            (starts[length], start) = (start, start + starts[length]);
        }

        for (var row = 0; row < Count; row++)
        {
            Texts[starts[sequences.LengthOf(firstRow + row)]++] = Text(sequences, ids, firstRow, row);
        }

        return true;
    }
}
