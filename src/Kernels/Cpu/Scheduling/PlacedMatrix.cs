using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>A matrix with duplicates, written by the places of its <see cref="MatrixLayout"/>. Valid while the memory given to it is pinned.</summary>
internal sealed unsafe class PlacedMatrix : IDisposable
{
    private readonly MatrixLayout _layout;
    private readonly float* _matrix;
    private readonly int _length;
    private readonly AlignedMemory _lines;
    private readonly AlignedMemory _unwanted;

    /// <summary>A matrix of a layout.</summary>
    /// <param name="layout">Where rows and columns stand.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="length">Number of floats.</param>
    /// <param name="places">The layout's column places.</param>
    /// <param name="ends">The layout's column ends.</param>
    /// <param name="groups">The layout's group places.</param>
    public PlacedMatrix(MatrixLayout layout, EncodedProblem problem, float* matrix, int length, int* places, int* ends, int* groups)
    {
        _layout = layout;
        _matrix = matrix;
        _length = length;
        Places = places;
        _lines = AlignedMemory.Rent((long)problem.Rows * sizeof(float*));
        _unwanted = AlignedMemory.Rent((long)problem.References * sizeof(float));
        for (var row = 0; row < problem.Rows; row++)
        {
            // Rows that no candidate has share a line that is thrown away.
            Lines[row] = layout.RowPlaces[row] is >= 0 and var place ? matrix + (nint)place * problem.References : (float*)_unwanted.Start;
        }

        Sink = new PlacedMatrixSink(Lines, places, ends, groups, Columns);
    }

    /// <summary>The line that takes each row.</summary>
    public float** Lines => (float**)_lines.Start;

    /// <summary>Number of columns.</summary>
    public int Columns => _layout.ColumnPlaces.Length;

    /// <summary>The place of each column in a line.</summary>
    public int* Places { get; }

    /// <summary>Takes the scores of rows counted from 0.</summary>
    public PlacedMatrixSink Sink { get; }

    /// <summary>Copies finished rows to the other places that have them.</summary>
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
