using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>The texts of a block of rows, shortest first, so that neighbours can run side by side. Valid while the ids are pinned.</summary>
internal sealed unsafe class TextRows : IDisposable
{
    private readonly AlignedMemory _memory;

    /// <summary>The texts of consecutive rows.</summary>
    /// <param name="sequences">All sequences.</param>
    /// <param name="ids">Their ids; pinned by the caller.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="count">Number of rows.</param>
    public TextRows(RaggedRows<int> sequences, int* ids, int firstRow, int count)
    {
        Count = count;
        _memory = AlignedMemory.Rent(count * (long)(sizeof(TextRow) + sizeof(ulong)));
        Texts = (TextRow*)_memory.Start;
        var order = new Span<ulong>(Texts + count, count);
        for (var row = 0; row < count; row++)
        {
            order[row] = ((ulong)sequences.LengthOf(firstRow + row) << 32) | (uint)row;
        }

        order.Sort();
        for (var k = 0; k < count; k++)
        {
            var row = (int)order[k];
            Texts[k] = new TextRow(ids + sequences.Offsets[firstRow + row], (int)(order[k] >> 32), row);
        }
    }

    /// <summary>Number of texts.</summary>
    public int Count { get; }

    /// <summary>The texts.</summary>
    public TextRow* Texts { get; }

    public void Dispose() => _memory.Dispose();
}
