using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// A matrix with duplicates, written at the offsets of its <see cref="MatrixLayout"/>. Valid while the memory given to it is pinned.
/// </summary>
internal sealed unsafe class PlacedMatrix : IDisposable
{
    private readonly MatrixLayout _layout;
    private readonly float* _matrix;
    private readonly int _length;
    private readonly AlignedMemory _lines;
    private readonly AlignedMemory _unwanted;

    /// <summary>A matrix of a layout.</summary>
    /// <param name="layout">Where rows and columns lie.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="length">Number of floats.</param>
    /// <param name="offsets">The layout's column offsets.</param>
    /// <param name="ends">The layout's column ends.</param>
    /// <param name="groups">The layout's group offsets.</param>
    public PlacedMatrix(MatrixLayout layout, EncodedProblem problem, float* matrix, int length, int* offsets, int* ends, int* groups)
    {
        _layout = layout;
        _matrix = matrix;
        _length = length;
        Offsets = offsets;
        _lines = AlignedMemory.Rent((long)problem.Rows * sizeof(float*));
        _unwanted = AlignedMemory.Rent((long)problem.References * sizeof(float));
        for (var row = 0; row < problem.Rows; row++)
        {
            // Rows that no candidate has share a line that is thrown away.
            Lines[row] = layout.RowIndices[row] is >= 0 and var index ? matrix + (nint)index * problem.References : (float*)_unwanted.Start;
        }

        Sink = new PlacedMatrixSink(Lines, offsets, ends, groups, Columns);
    }

    /// <summary>The line that takes each row.</summary>
    public float** Lines => (float**)_lines.Start;

    /// <summary>Number of columns.</summary>
    public int Columns => _layout.ColumnOffsets.Length;

    /// <summary>The offset of each column in a line.</summary>
    public int* Offsets { get; }

    /// <summary>Takes the scores of rows counted from 0.</summary>
    public PlacedMatrixSink Sink { get; }

    /// <summary>Copies finished rows to the duplicates of their candidates.</summary>
    public void Complete(int firstRow, int rowCount)
    {
        for (var row = firstRow; row < firstRow + rowCount; row++)
        {
            _layout.Complete(row, new Span<float>(_matrix, _length));
        }
    }

    public void Dispose()
    {
        _lines.Dispose();
        _unwanted.Dispose();
    }
}
