using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>One context, accelerator and stream, with the kernels compiled so far and the memory kept. Used by one owner at a time.</summary>
internal sealed class DeviceSession : IDisposable
{
    private readonly Context _context;
    private readonly Dictionary<MethodInfo, Delegate> _kernels = [];

    /// <summary>Opens a device.</summary>
    /// <param name="context">The context; disposed with the session.</param>
    /// <param name="device">One of its devices.</param>
    public DeviceSession(Context context, Device device)
    {
        _context = context;
        Accelerator = device.CreateAccelerator(context);
        Stream = Accelerator.CreateStream();
        Memory = new DeviceMemory(Accelerator, Stream);
        Warps = Math.Clamp(Accelerator.MaxNumThreadsPerGroup / Tile.Lanes, 1, 8);
        IsSimulated = Accelerator.AcceleratorType == AcceleratorType.CPU;
        Budget = IsSimulated ? 1L << 26 : Math.Clamp(Accelerator.MemorySize / 8, 1L << 26, 1L << 32);
    }

    /// <summary>The device.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>The stream that all work goes to.</summary>
    public AcceleratorStream Stream { get; }

    /// <summary>Rented memory.</summary>
    public DeviceMemory Memory { get; }

    /// <summary>Rows of threads a group; each is 32 lanes.</summary>
    public int Warps { get; }

    /// <summary>Whether the device is the simulator.</summary>
    public bool IsSimulated { get; }

    /// <summary>Bytes that one step of an operation may take for its tables or its output.</summary>
    public long Budget { get; }

    /// <summary>Number of groups that keep the device busy.</summary>
    public int Groups => IsSimulated ? 1 : 8 * Accelerator.NumMultiprocessors;

    /// <summary>Most tiles a launch: between launches an operation can be cancelled, which matters where they are slow.</summary>
    public int TilesPerLaunch => IsSimulated ? 256 : 1 << 18;

    /// <summary>The launch shape of <paramref name="groups"/> groups of <see cref="Warps"/> x 32 threads.</summary>
    public KernelConfig Grid(int groups) => new(new Index3D(groups, 1, 1), new Index3D(Tile.Lanes, Warps, 1));

    /// <summary>The launcher of a kernel; compiled at the first call.</summary>
    /// <param name="kernel">The kernel's method, closed over its types.</param>
    /// <param name="load">Compiles it.</param>
    public TLauncher Kernel<TLauncher>(Delegate kernel, Func<Accelerator, TLauncher> load) where TLauncher : Delegate
    {
        if (!_kernels.TryGetValue(kernel.Method, out var launcher))
        {
            launcher = load(Accelerator);
            _kernels.Add(kernel.Method, launcher);
        }

        return (TLauncher)launcher;
    }

    /// <summary>Launches <paramref name="launch"/> over the tiles, at most <paramref name="perLaunch"/> at once.</summary>
    public void OverTiles(ReadOnlySpan<Tile> tiles, int perLaunch, CancellationToken cancellation, Action<int, ArrayView<Tile>> launch)
    {
        for (var first = 0; first < tiles.Length; first += perLaunch)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(perLaunch, tiles.Length - first);
            launch(count, Memory.Upload(tiles.Slice(first, count)));
            if (first + count < tiles.Length)
            {
                Stream.Synchronize();
            }
        }
    }

    /// <summary>As above, for a list.</summary>
    public void OverTiles(List<Tile> tiles, int perLaunch, CancellationToken cancellation, Action<int, ArrayView<Tile>> launch) =>
        OverTiles(CollectionsMarshal.AsSpan(tiles), perLaunch, cancellation, launch);

    public void Dispose()
    {
        try
        {
            Memory.Dispose();
            Stream.Dispose();
            Accelerator.Dispose();
            _context.Dispose();
        }
        catch (Exception error) when (error is AcceleratorException or InvalidOperationException or ObjectDisposedException)
        {
            // After a device fault every call of the driver fails, this one too; the process's end frees what is left.
        }
    }
}
