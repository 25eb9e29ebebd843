using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Copies the upper half of a square matrix to the lower, through shared memory, so that reads and writes are of neighbours.</summary>
internal static class Mirror
{
    /// <summary>Rows and columns of a block; blocks are padded by one, so that a column's elements lie in different banks.</summary>
    public const int Side = Tile.Lanes;

    /// <summary>A group a block: the grid's x is the block's column, its y the row; those below the diagonal do nothing.</summary>
    public static void Kernel<T>(ArrayView<T> matrix, int size) where T : unmanaged
    {
        var block = SharedMemory.Allocate<T>(Side * (Side + 1));
        var column = Grid.IdxX * Side;
        for (var row = Grid.IdxY * Side; row <= column; row += Grid.DimY * Side)
        {
            Group.Barrier();
            for (var i = Group.IdxY; i < Side; i += Group.DimY)
            {
                if (row + i < size && column + Group.IdxX < size)
                {
                    block[i * (Side + 1) + Group.IdxX] = matrix[(long)(row + i) * size + column + Group.IdxX];
                }
            }

            Group.Barrier();
            for (var i = Group.IdxY; i < Side; i += Group.DimY)
            {
                var target = column + i;
                var source = row + Group.IdxX;
                if (target < size && source < target)
                {
                    matrix[(long)target * size + source] = block[Group.IdxX * (Side + 1) + i];
                }
            }
        }
    }
}
