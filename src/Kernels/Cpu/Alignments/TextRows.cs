using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>The texts of a block of rows, shortest first, so that neighbours can run side by side.</summary>
internal readonly unsafe struct TextRows
{
    private readonly RaggedRows<int> _sequences;
    private readonly int* _ids;
    private readonly int _firstRow;
    private readonly int[] _order;

    /// <summary>The texts of consecutive rows.</summary>
    /// <param name="sequences">All sequences.</param>
    /// <param name="ids">Their ids; pinned by the caller.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="count">Number of rows.</param>
    public TextRows(RaggedRows<int> sequences, int* ids, int firstRow, int count)
    {
        _sequences = sequences;
        _ids = ids;
        _firstRow = firstRow;
        _order = new int[count];
        Span<int> lengths = count <= 1024 ? stackalloc int[count] : new int[count];
        for (var i = 0; i < count; i++)
        {
            _order[i] = i;
            lengths[i] = sequences.LengthOf(firstRow + i);
        }

        lengths.Sort(_order.AsSpan());
    }

    /// <summary>Number of rows.</summary>
    public int Count => _order.Length;

    /// <summary>The row, counted from the block's first, whose text is the k-th.</summary>
    public int RowOf(int k) => _order[k];

    /// <summary>The k-th text.</summary>
    public int* Text(int k) => _ids + _sequences.Offsets[_firstRow + _order[k]];

    /// <summary>Length of the k-th text.</summary>
    public int Length(int k) => _sequences.LengthOf(_firstRow + _order[k]);
}
