using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>Problems of one metric whose features are on the device, and the launch of their pairs' kernel.</summary>
internal abstract class PairWork
{
    private protected PairWork(IReadOnlyList<EncodedProblem> problems)
    {
        Problems = problems;
        ItemBase = new int[problems.Count];
        StripBase = new int[problems.Count];
        for (var p = 0; p < problems.Count; p++)
        {
            ItemBase[p] = Items;
            StripBase[p] = Strips;
            Items = checked(Items + problems[p].Features.Count);
            Strips = checked(Strips + (problems[p].Columns + Tile.Lanes - 1) / Tile.Lanes);
        }
    }

    /// <summary>The problems.</summary>
    public IReadOnlyList<EncodedProblem> Problems { get; }

    /// <summary>The first item of each problem, counted over all.</summary>
    public int[] ItemBase { get; }

    /// <summary>The first strip of 32 columns of each problem, counted over all.</summary>
    public int[] StripBase { get; }

    /// <summary>Number of items of all problems.</summary>
    protected int Items { get; }

    /// <summary>Number of strips of all problems.</summary>
    protected int Strips { get; }

    /// <summary>Columns of a matrix's tiles, a part of <see cref="RowSum.Chunk"/>: fewer give a small matrix more groups.</summary>
    public virtual int TileColumns => RowSum.Chunk / 4;

    /// <summary>
    /// Builds once what every launch would build of the columns, where memory allows; kept as long as the queue's memory is.
    /// </summary>
    public virtual void Prepare(DeviceQueue queue)
    {
    }

    /// <summary>
    /// Computes the pairs of <paramref name="tiles"/>, which are in ascending order of their strips. The queue is any of the device's,
    /// once the features have arrived.
    /// </summary>
    public abstract void Launch<TSink>(DeviceQueue queue, ReadOnlySpan<Tile> tiles, TSink sink, CancellationToken cancellation)
        where TSink : struct, IDeviceSink;
}
