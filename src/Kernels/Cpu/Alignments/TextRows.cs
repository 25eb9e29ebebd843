using System.Runtime.CompilerServices;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>The texts of a block of rows, shortest first, so that neighbours can run side by side. Valid while the ids are pinned.</summary>
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
            for (var row = 0; row < count; row++)
            {
                Texts[row] = new TextRow(ids + sequences.Offsets[firstRow + row], sequences.LengthOf(firstRow + row), row);
            }

            new Span<TextRow>(Texts, count).Sort((left, right) => (left.Length, left.Row).CompareTo((right.Length, right.Row)));
        }
    }

    /// <summary>Number of texts.</summary>
    public int Count { get; }

    /// <summary>The texts.</summary>
    public TextRow* Texts { get; }

    public void Dispose() => _memory.Dispose();

    // By counting, which takes a fraction of what the tiles of short texts do; false where a text is longer.
    [SkipLocalsInit]
    private bool SortShort(RaggedRows<int> sequences, int* ids, int firstRow)
    {
        var places = stackalloc int[ShortText + 1];
        new Span<int>(places, ShortText + 1).Clear();
        for (var row = 0; row < Count; row++)
        {
            var length = sequences.LengthOf(firstRow + row);
            if (length >= ShortText)
            {
                return false;
            }

            places[length + 1]++;
        }

        for (var length = 1; length < ShortText; length++)
        {
            places[length] += places[length - 1];
        }

        for (var row = 0; row < Count; row++)
        {
            var length = sequences.LengthOf(firstRow + row);
            Texts[places[length]++] = new TextRow(ids + sequences.Offsets[firstRow + row], length, row);
        }

        return true;
    }
}
