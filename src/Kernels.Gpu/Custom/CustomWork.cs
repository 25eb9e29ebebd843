using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Problems of a user's metric.</summary>
internal sealed class CustomWork<TElement, TCell, TScore> : PairWork
    where TElement : unmanaged where TCell : unmanaged where TScore : unmanaged, IScratchPairScore<TElement, TCell>
{
    private readonly TScore _score;
    private readonly ArrayView<int> _offsets;
    private readonly ArrayView<TElement> _values;
    private readonly int _scratchPerWarp;

    public CustomWork(DeviceQueue queue, IReadOnlyList<EncodedProblem> problems, TScore score) : base(problems)
    {
        _score = score;
        var rows = problems.Select(problem => ((CustomFeatures<TElement>)problem.Features).Rows).ToArray();
        var longest = rows.Max(part => part.LongestRow);
        _scratchPerWarp = ScratchPerWarp(queue.Session, ScratchLength(longest));
        (_offsets, _values) = RaggedUpload.ToDevice(queue, rows, ItemBase, Items);
    }

    public override void Launch<TSink>(DeviceQueue queue, ReadOnlySpan<Tile> tiles, TSink sink, CancellationToken cancellation)
    {
        var kernel = CustomPairs.Kernel<TElement, TCell, TScore, TSink>;
        var session = queue.Session;
        var launcher = session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        var perGroup = (long)_scratchPerWarp * session.Warps;
        var groups = perGroup == 0
            ? session.TilesPerLaunch
            : (int)Math.Clamp(session.Budget / (perGroup * Interop.SizeOf<TCell>()), 1, session.TilesPerLaunch);
        var scratch = queue.Memory.Rent<TCell>(perGroup * Math.Min(groups, tiles.Length));
        queue.Launch(tiles, groups, cancellation, (stream, grid, view) =>
            launcher(stream, grid, view, _offsets, _values, scratch, _scratchPerWarp, _score, sink));
    }

    private int ScratchLength(int longest)
    {
        try
        {
            return _score.ScratchLength(longest, longest);
        }
        catch (Exception error)
        {
            throw new DeviceException(
                DeviceFault.NotSupported,
                $"The metric's ScratchLength threw {error.GetType().Name} for two rows of {longest} elements. "
                + "Use CpuEngine, which asks for each pair's lengths.");
        }
    }

    // A group's scratch must fit what one step of an operation may take, and its cells are counted in 32 bits.
    private static int ScratchPerWarp(DeviceSession session, int cells)
    {
        var most = Math.Min(session.Budget / (Tile.Lanes * session.Warps * Interop.SizeOf<TCell>()), int.MaxValue / Tile.Lanes);
        return cells >= 0 && cells <= most
            ? cells * Tile.Lanes
            : throw new DeviceException(
                DeviceFault.OutOfMemory,
                FormattableString.Invariant($"The metric needs scratch of {cells:N0} cells a pair for its longest texts; ")
                + FormattableString.Invariant($"a device's threads have at most {most:N0}. ")
                + "Use CpuEngine, or shorten the texts.");
    }
}
