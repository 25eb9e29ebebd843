using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// A stream of copies and kernels, done in the order in which they are given, with the memory they use. The host waits for nothing but
/// <see cref="Drain"/>; what two queues do may overlap. Used by one owner at a time.
/// </summary>
internal sealed class DeviceQueue : IDisposable
{
    private readonly Staging _staging;
    private readonly List<Action> _arrivals = [];
    private readonly List<(ProfilingMarker Start, ProfilingMarker End)> _timed = [];

    public DeviceQueue(DeviceSession session, int stagingBytes)
    {
        Session = session;
        Stream = session.Accelerator.CreateStream();
        Memory = new DeviceMemory(session);
        _staging = new Staging(session.Accelerator, stagingBytes);
    }

    /// <summary>The device.</summary>
    public DeviceSession Session { get; }

    /// <summary>Rented memory of the device.</summary>
    public DeviceMemory Memory { get; }

    /// <summary>The stream.</summary>
    public AcceleratorStream Stream { get; }

    /// <summary>Rents memory and copies <paramref name="data"/> to it; the data may change as soon as the call returns.</summary>
    public ArrayView<T> Upload<T>(ReadOnlySpan<T> data) where T : unmanaged
    {
        var view = Memory.Rent<T>(data.Length);
        for (var done = 0; done < data.Length;)
        {
            var piece = Stage<T>(data.Length - done);
            data.Slice(done, piece.Length).CopyTo(piece);
            Send(piece, view, done);
            done += piece.Length;
        }

        return view;
    }

    /// <summary>
    /// Rents memory for <paramref name="count"/> elements and copies to it what <paramref name="fill"/> writes, piece after piece.
    /// </summary>
    public ArrayView<T> Upload<T>(int count, FillPiece<T> fill) where T : unmanaged
    {
        var view = Memory.Rent<T>(count);
        for (var done = 0; done < count;)
        {
            var piece = Stage<T>(count - done);
            fill(piece, done);
            Send(piece, view, done);
            done += piece.Length;
        }

        return view;
    }

    /// <summary>Copies the first <paramref name="count"/> elements back.</summary>
    /// <param name="view">The elements.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="arrive">Called in <see cref="Drain"/>, with consecutive pieces and where they start.</param>
    public void Download<T>(ArrayView<T> view, int count, Action<ReadOnlySpan<T>, int> arrive) where T : unmanaged
    {
        for (var done = 0; done < count;)
        {
            var piece = Stage<T>(count - done);
            var (start, length) = (done, piece.Length);
            view.SubView(start, length).CopyToCPUUnsafeAsync(Stream, ref MemoryMarshal.GetReference(piece), length);
            var destination = HostSpan<T>.Fixed(piece);
            _arrivals.Add(() => arrive(destination.Span, start));
            done += length;
        }
    }

    /// <summary>Does <paramref name="action"/> in <see cref="Drain"/>, after what was downloaded before has arrived.</summary>
    public void Then(Action action) => _arrivals.Add(action);

    /// <summary>Launches a kernel, counted and timed.</summary>
    public void Launch(Action<AcceleratorStream> kernel)
    {
        Session.CountLaunch();
        Session.NoteStart(Stream);
        var start = Stream.AddProfilingMarker();
        kernel(Stream);
        _timed.Add((start, Stream.AddProfilingMarker()));
    }

    /// <summary>Launches <paramref name="kernel"/> over the tiles, at most <paramref name="perLaunch"/> at once.</summary>
    public void Launch(
        ReadOnlySpan<Tile> tiles, int perLaunch, CancellationToken cancellation,
        Action<AcceleratorStream, KernelConfig, ArrayView<Tile>> kernel)
    {
        for (var first = 0; first < tiles.Length; first += perLaunch)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = tiles.Slice(first, Math.Min(perLaunch, tiles.Length - first));
            var view = Upload(part);
            var groups = Session.Grid(part.Length);
            Session.CountPairs(part);
            Launch(stream => kernel(stream, groups, view));
            if (first + part.Length < tiles.Length)
            {
                Stream.Synchronize();
            }
        }
    }

    /// <summary>Waits until all is done, and hands over what has arrived.</summary>
    public void Drain()
    {
        Stream.Synchronize();
        foreach (var arrive in _arrivals)
        {
            arrive();
        }

        Clear();
    }

    /// <summary>After an operation that may have ended early: waits, drops what has arrived, and takes the memory back.</summary>
    public void Settle()
    {
        try
        {
            Stream.Synchronize();
            Clear();
        }
        catch (AcceleratorException)
        {
            // The operation's own error is reported; otherwise the next operation meets this one again.
            _arrivals.Clear();
            _timed.Clear();
        }

        Memory.Release();
    }

    public void Dispose()
    {
        Memory.Dispose();
        _staging.Dispose();
        Stream.Dispose();
    }

    private void Clear()
    {
        _arrivals.Clear();
        _staging.Reset();
        foreach (var (start, end) in _timed)
        {
            using (start)
            using (end)
            {
                Session.CountKernelTime(start, end);
            }
        }

        _timed.Clear();
    }

    private void Send<T>(Span<T> piece, ArrayView<T> view, int at) where T : unmanaged =>
        view.SubView(at, piece.Length).CopyFromCPUUnsafeAsync(Stream, ref MemoryMarshal.GetReference(piece), piece.Length);

    private Span<T> Stage<T>(int wanted) where T : unmanaged
    {
        var piece = _staging.Take<T>(wanted);
        if (piece.IsEmpty)
        {
            Drain();
            piece = _staging.Take<T>(wanted);
        }

        return piece;
    }
}
