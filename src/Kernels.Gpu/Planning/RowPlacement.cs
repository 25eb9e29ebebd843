namespace Accelerated.Kernels.Gpu;

/// <summary>Copies distinct rows, which arrive in pieces, to their offsets in a matrix with duplicates.</summary>
/// <param name="layout">The offsets.</param>
/// <param name="firstRow">The row that arrives first.</param>
/// <param name="columns">Number of distinct columns.</param>
/// <param name="references">Number of columns of the matrix.</param>
/// <param name="matrix">The matrix.</param>
internal sealed class RowPlacement(MatrixLayout layout, int firstRow, int columns, int references, HostSpan<float> matrix)
{
    private readonly float[] _row = new float[columns]; // one that arrives in two pieces

    /// <summary>Takes the next piece.</summary>
    /// <param name="piece">Consecutive values of consecutive rows, in memory that does not move.</param>
    /// <param name="at">How many came before: beyond the matrix where rows that no candidate has come with the others.</param>
    public void Arrive(ReadOnlySpan<float> piece, long at)
    {
        var row = firstRow + (int)(at / columns);
        var column = (int)(at % columns);
        if (column > 0)
        {
            var taken = Math.Min(piece.Length, columns - column);
            piece[..taken].CopyTo(_row.AsSpan(column));
            if (column + taken < columns)
            {
                return;
            }

            Place(row++, _row);
            piece = piece[taken..];
        }

        var rows = HostSpan<float>.Fixed(piece);
        var count = piece.Length / columns;
        Parallel.For(0, count, i => Place(row + i, rows.Span.Slice(i * columns, columns)));
        piece[(count * columns)..].CopyTo(_row);
    }

    private void Place(int row, ReadOnlySpan<float> values)
    {
        if (layout.RowIndices[row] is >= 0 and var index)
        {
            layout.Spread(values, matrix.Span.Slice(index * references, references));
            layout.Complete(row, matrix.Span);
        }
    }
}
