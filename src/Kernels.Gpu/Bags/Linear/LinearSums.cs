using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Row sums of a linear bag score without pairs, as <see cref="LinearRowSum"/> defines them. The counts are whole numbers, so the order
/// of the atomic additions does not matter; terms are added in ascending class by one thread.
/// </summary>
internal static class LinearSums
{
    /// <summary>
    /// Adds every column's units to counts[symbol][class]: a group a problem, a thread a column. The counts are zero before.
    /// </summary>
    public static void CountKernel(
        ArrayView<LinearProblem> problems, BagRows bags, ArrayView<long> units, ArrayView<int> classes, ArrayView<long> counts)
    {
        var problem = problems[Grid.IdxX];
        var step = Group.DimX * Group.DimY * Grid.DimY;
        for (var column = (Grid.IdxY * Group.DimY + Group.IdxY) * Group.DimX + Group.IdxX; column < problem.Columns; column += step)
        {
            var unit = units[problem.Unit + column];
            var offset = problem.Counts + classes[problem.Unit + column];
            var end = bags.Offsets[problem.Column + column + 1];
            for (var k = bags.Offsets[problem.Column + column]; k < end; k++)
            {
                Atomic.Add(ref counts[offset + (long)bags.Symbols[k] * problem.Classes], unit);
            }
        }
    }

    /// <summary>The sums of rows: groups take a problem's rows, a warp a row, a lane a class, 32 classes at a time.</summary>
    public static void RowKernel<TScore>(
        ArrayView<LinearProblem> problems,
        BagRows bags,
        ArrayView<int> sizes,
        ArrayView<long> totals,
        ArrayView<long> counts,
        ArrayView<double> sums,
        TScore score)
        where TScore : unmanaged, IBagScore
    {
        var problem = problems[Grid.IdxX];
        var terms = SharedMemory.Allocate<double>(Tile.MostRows * Tile.Lanes);
        var offset = Group.IdxY * Tile.Lanes;

        // Every warp of a group makes the same number of turns, so that all meet at the barriers.
        for (var turn = Grid.IdxY * Group.DimY; turn < problem.Rows; turn += Grid.DimY * Group.DimY)
        {
            var row = turn + Group.IdxY;
            var live = row < problem.Rows;
            var item = problem.Row + (live ? row : 0);
            var first = bags.Offsets[item];
            var end = live ? bags.Offsets[item + 1] : first;
            var sum = new DeviceReal(0);
            for (var block = 0; block < problem.Classes; block += Tile.Lanes)
            {
                var index = block + Group.IdxX;
                if (index < problem.Classes)
                {
                    var shared = 0L;
                    for (var k = first; k < end; k++)
                    {
                        shared += counts[problem.Counts + (long)bags.Symbols[k] * problem.Classes + index];
                    }

                    var rowSize = new DeviceReal(end - first);
                    var classSize = new DeviceReal(sizes[problem.Class + index]);
                    var sharedUnits = new DeviceReal(shared);
                    var total = new DeviceReal(totals[problem.Class + index]);
                    var term = LinearRowSum.Term(score, rowSize, classSize, sharedUnits, total);
                    terms[offset + Group.IdxX] = term.Value;
                }

                Group.Barrier();
                if (Group.IdxX == 0)
                {
                    var known = IntrinsicMath.Min(Tile.Lanes, problem.Classes - block);
                    for (var i = 0; i < known; i++)
                    {
                        sum += new DeviceReal(terms[offset + i]);
                    }
                }

                Group.Barrier();
            }

            if (live && Group.IdxX == 0)
            {
                sums[problem.Sum + row] = sum.Value;
            }
        }
    }
}
