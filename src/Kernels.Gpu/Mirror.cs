using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Copies rows of the upper half of a square matrix to columns of the lower, through shared memory, so that reads and writes are of
/// neighbours.
/// </summary>
internal static class Mirror
{
    /// <summary>Rows and columns of a block; blocks are padded by one, so that a column's elements lie in different banks.</summary>
    public const int Side = Tile.Lanes;

    /// <summary>A group a block: the grid's x is the block's column, its y the row; those below the diagonal do nothing.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="size">Its rows and columns.</param>
    /// <param name="firstRow">The first row to copy, a multiple of <see cref="Side"/>.</param>
    /// <param name="endRow">The row after the last.</param>
    public static void Kernel<T>(ArrayView<T> matrix, int size, int firstRow, int endRow) where T : unmanaged
    {
        var block = SharedMemory.Allocate<T>(Side * (Side + 1));
        var column = firstRow + Grid.IdxX * Side;
        for (var row = firstRow + Grid.IdxY * Side; row <= column && row < endRow; row += Grid.DimY * Side)
        {
            Group.Barrier();
            for (var i = Group.IdxY; i < Side; i += Group.DimY)
            {
                if (row + i < endRow && column + Group.IdxX < size)
                {
                    block[i * (Side + 1) + Group.IdxX] = matrix[(long)(row + i) * size + column + Group.IdxX];
                }
            }

            Group.Barrier();
            for (var i = Group.IdxY; i < Side; i += Group.DimY)
            {
                var target = column + i;
                var source = row + Group.IdxX;
                if (target < size && source < endRow && source < target)
                {
                    matrix[(long)target * size + source] = block[Group.IdxX * (Side + 1) + i];
                }
            }
        }
    }
}
