using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Several devices as one engine: a batch is shared by problems, one problem by rows. The results have the same bits as those of one
/// device, since no sum crosses rows. Calls from several threads take turns on each device.
/// </summary>
/// <remarks>
/// A <see cref="DeviceException"/> of any device ends the operation on all of them; the CPU engine then gives the same result.
/// Of a symmetric matrix each device computes its rows whole.
/// </remarks>
[RequiresDynamicCode("Kernels are compiled at run time. Use the CPU engine in programs compiled ahead of time.")]
internal sealed class DeviceGroup : PairEngine
{
    private readonly GpuEngine[] _devices;
    private bool _disposed;

    /// <summary>Takes devices over.</summary>
    /// <param name="devices">At least one, all of one kind, none twice; disposed with the group.</param>
    /// <exception cref="ArgumentException">The devices are none, of several kinds, or one is given twice.</exception>
    public DeviceGroup(IReadOnlyList<GpuEngine> devices)
    {
        ArgumentNullException.ThrowIfNull(devices);
        _devices = [.. devices];
        if (_devices.Length == 0
            || _devices.Distinct().Count() < _devices.Length
            || _devices.Any(device => device.Kind != _devices[0].Kind))
        {
            throw new ArgumentException(
                $"'{nameof(devices)}' is [{string.Join(", ", _devices.Select(device => device.Kind))}]; it must be at least one device, "
                + "all of one kind, none twice.",
                nameof(devices));
        }

        var names = _devices.GroupBy(device => device.Device).Select(same => $"{same.Count()} x {same.Key}");
        Device = _devices.Length == 1 ? _devices[0].Device : string.Join(" + ", names);
    }

    /// <summary>Number of devices.</summary>
    public int Count => _devices.Length;

    /// <inheritdoc/>
    public override string Name => _devices[0].Name;

    /// <inheritdoc/>
    public override bool IsDevice => true;

    /// <inheritdoc/>
    public override string Device { get; }

    /// <inheritdoc/>
    internal override DeviceStatistics Statistics =>
        _devices.Aggregate(default(DeviceStatistics), (sum, device) => sum + device.Statistics);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _disposed = true;
        foreach (var device in _devices)
        {
            device.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override bool IsDisposed => _disposed;

    /// <inheritdoc/>
    protected internal override void SumRows(EncodedProblem problem, Span<double> sums, CancellationToken cancellationToken)
    {
        var results = new double[problem.Rows];
        SumBatch([problem], [results], cancellationToken);
        results.CopyTo(sums);
    }

    /// <inheritdoc/>
    protected internal override void SumBatch(
        IReadOnlyList<EncodedProblem> problems, IReadOnlyList<double[]> sums, CancellationToken cancellationToken)
    {
        var shares = RowShares.Of([.. problems.Select((problem, i) => ProblemRows.All(problem, sums[i]))], _devices.Length);
        Share(i => shares[i].Count > 0, (device, i, token) => device.SumParts(shares[i], token), cancellationToken);
    }

    /// <inheritdoc/>
    // Spans cannot be captured; the pointers are used only within the calls.
    protected internal override unsafe void ComputeUtilities(
        EncodedProblem problem, int firstRow, int rowCount, Span<double> utilities, CancellationToken cancellationToken)
    {
        fixed (double* start = utilities)
        {
            var destination = new HostSpan<double>(start, utilities.Length);
            ShareRows(
                rowCount, (device, first, count, token) => device.ComputeUtilities(
                    problem, firstRow + first, count, Part(destination, first, count, problem.Columns), token), cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected internal override unsafe void ComputeMatrix(
        EncodedProblem problem, int firstRow, int rowCount, Span<float> matrix, CancellationToken cancellationToken)
    {
        fixed (float* start = matrix)
        {
            var destination = new HostSpan<float>(start, matrix.Length);
            ShareRows(
                rowCount, (device, first, count, token) => device.ComputeMatrix(
                    problem, firstRow + first, count, Part(destination, first, count, problem.Columns), token), cancellationToken);
        }
    }

    internal override unsafe void ComputeExpanded(
        EncodedProblem problem, int firstCandidate, int count, Span<float> matrix, CancellationToken cancellationToken)
    {
        fixed (float* start = matrix)
        {
            var destination = new HostSpan<float>(start, matrix.Length);
            var layout = new MatrixLayout(problem, firstCandidate, count);
            foreach (var (firstRow, rowCount) in layout.Ranges())
            {
                ShareRows(
                    rowCount, (device, first, rows, token) => device.PlaceRows(problem, layout, firstRow + first, rows, destination, token),
                    cancellationToken);
            }
        }

        ExpandedMatrix.FillUnreadable(problem, firstCandidate, count, matrix);
    }

    private static Span<T> Part<T>(HostSpan<T> destination, int first, int count, int columns)
        where T : unmanaged => destination.Span.Slice(first * columns, count * columns);

    private void ShareRows(int rowCount, Action<GpuEngine, int, int, CancellationToken> work, CancellationToken cancellationToken)
    {
        var shares = RowShares.Of(rowCount, _devices.Length);
        Share(i => shares[i].Count > 0, (device, i, token) => work(device, shares[i].First, shares[i].Count, token), cancellationToken);
    }

    // A device that fails stops the others; its error is reported, not their cancellation.
    private void Share(Func<int, bool> has, Action<GpuEngine, int, CancellationToken> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var errors = new Exception?[_devices.Length];
        var busy = Enumerable.Range(0, _devices.Length).Where(has).Select(i => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    work(_devices[i], i, stop.Token);
                }
                catch (Exception error)
                {
                    errors[i] = error;
                    stop.Cancel();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        Task.WaitAll(busy.ToArray(), CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        var cause = errors.FirstOrDefault(error => error is not (null or OperationCanceledException));
        if ((cause ?? errors.FirstOrDefault(error => error is not null)) is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }
}
