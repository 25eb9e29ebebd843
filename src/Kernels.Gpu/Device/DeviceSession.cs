using System.Diagnostics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>One context and accelerator with its two queues, and the kernels compiled so far. Used by one owner at a time.</summary>
internal sealed class DeviceSession : IDisposable
{
    private readonly Context _context;
    private readonly SimulatedDevice? _simulated;
    private readonly Dictionary<MethodInfo, Delegate> _kernels = [];
    private readonly List<(TimeSpan From, TimeSpan To)> _ran = []; // since the operation's start
    private TimeSpan _compilation;
    private TimeSpan _kernelTime;
    private ProfilingMarker? _start;
    private long _launches;
    private long _pairs;

    /// <summary>Opens a device.</summary>
    /// <param name="context">The context; disposed with the session.</param>
    /// <param name="device">One of its devices.</param>
    /// <param name="simulated">Its shape, where it is simulated.</param>
    public DeviceSession(Context context, Device device, SimulatedDevice? simulated = null)
    {
        _context = context;
        _simulated = simulated;
        Accelerator = device.CreateAccelerator(context);
        Queues = [new DeviceQueue(this, 2 * BlockBytes), new DeviceQueue(this, 2 * BlockBytes)];
        Warps = Math.Clamp(Accelerator.MaxNumThreadsPerGroup / Tile.Lanes, 1, 8);
        Budget = simulated?.Budget ?? Math.Clamp(Accelerator.MemorySize / 8, 1L << 26, 1L << 34);
    }

    /// <summary>The device.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Two queues, whose copies and kernels overlap.</summary>
    public DeviceQueue[] Queues { get; }

    /// <summary>Rows of threads a group; each is 32 lanes.</summary>
    public int Warps { get; }

    /// <summary>Whether the device is the simulator.</summary>
    public bool IsSimulated => _simulated is not null;

    /// <summary>Bytes that one step of an operation may take for its tables or its output.</summary>
    public long Budget { get; }

    /// <summary>Bytes of a block of rows that is copied back while the next is computed: enough to keep a device busy meanwhile.</summary>
    public int BlockBytes => _simulated?.BlockBytes ?? 1 << 24;

    /// <summary>Number of groups that keep the device busy.</summary>
    public int Groups => IsSimulated ? 1 : 8 * Accelerator.NumMultiprocessors;

    /// <summary>Most tiles a launch: between launches an operation can be cancelled, which matters where they are slow.</summary>
    public int TilesPerLaunch => _simulated?.TilesPerLaunch ?? 1 << 18;

    /// <summary>How long opening took; set by who opened the device.</summary>
    public TimeSpan Opening { get; init; }

    /// <summary>What was done since the device was opened.</summary>
    public DeviceStatistics Statistics => new(Opening, _compilation, _kernelTime, _launches, _pairs);

    /// <summary>The launch shape of <paramref name="groups"/> groups of <see cref="Warps"/> x 32 threads.</summary>
    public KernelConfig Grid(int groups) => new(new Index3D(groups, 1, 1), new Index3D(Tile.Lanes, Warps, 1));

    /// <summary>The launcher of a kernel; compiled at the first call.</summary>
    /// <param name="kernel">The kernel's method, closed over its types.</param>
    /// <param name="load">Compiles it.</param>
    public TLauncher Kernel<TLauncher>(Delegate kernel, Func<Accelerator, TLauncher> load) where TLauncher : Delegate
    {
        if (!_kernels.TryGetValue(kernel.Method, out var launcher))
        {
            var start = Stopwatch.GetTimestamp();
            launcher = load(Accelerator);
            _compilation += Stopwatch.GetElapsedTime(start);
            _kernels.Add(kernel.Method, launcher);
        }

        return (TLauncher)launcher;
    }

    /// <summary>Counts a launch that is about to be made.</summary>
    public void CountLaunch()
    {
        _simulated?.Launching?.Invoke(_launches);
        _launches++;
    }

    /// <summary>Counts the pairs of tiles that are launched.</summary>
    public void CountPairs(ReadOnlySpan<Tile> tiles)
    {
        foreach (var tile in tiles)
        {
            _pairs += (long)tile.Rows * tile.Columns;
        }
    }

    /// <summary>Notes the moment that <see cref="CountKernelTime"/> measures from, at an operation's first launch.</summary>
    public void NoteStart(AcceleratorStream stream) => _start ??= stream.AddProfilingMarker();

    /// <summary>Notes when a kernel ran; <see cref="Settle"/> counts the time in which any did.</summary>
    public void CountKernelTime(ProfilingMarker start, ProfilingMarker end) =>
        _ran.Add((start.MeasureFrom(_start!), end.MeasureFrom(_start!)));

    /// <summary>Waits for both queues and takes their memory back, however an operation ended.</summary>
    public void Settle()
    {
        foreach (var queue in Queues)
        {
            queue.Settle(); // does not throw
        }

        _ran.Sort();
        var counted = TimeSpan.Zero;
        foreach (var (from, to) in _ran)
        {
            if (to > counted)
            {
                _kernelTime += to - (from > counted ? from : counted);
                counted = to;
            }
        }

        _ran.Clear();
        try
        {
            _start?.Dispose();
        }
        catch (AcceleratorException)
        {
            // The operation's own error is reported.
        }

        _start = null;
    }

    /// <summary>Gives memory that is kept back to the device; whether there was any.</summary>
    public bool Trim()
    {
        var any = false;
        foreach (var queue in Queues)
        {
            queue.Stream.Synchronize();
            any |= queue.Memory.Trim();
        }

        return any;
    }

    public void Dispose()
    {
        try
        {
            foreach (var queue in Queues)
            {
                queue.Dispose();
            }

            Accelerator.Dispose();
            _context.Dispose();
        }
        catch (Exception error) when (error is AcceleratorException or InvalidOperationException or ObjectDisposedException)
        {
            // After a device fault every call of the driver fails, this one too; the process's end frees what is left.
        }
    }
}
