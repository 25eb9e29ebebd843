using System.Diagnostics.CodeAnalysis;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Kernels on an NVIDIA or OpenCL device, or on a simulated one. Kernels are compiled for a metric at its first use (about half a
/// second on CUDA; see <see cref="WarmUp"/>). Calls from several threads take turns.
/// </summary>
/// <remarks>
/// Every call may throw a <see cref="DeviceException"/>; the CPU engine then gives the same result. After
/// <see cref="DeviceFault.Lost"/> every later call throws it again.
/// </remarks>
[RequiresDynamicCode("Kernels are compiled at run time. Use the CPU engine in programs compiled ahead of time.")]
public sealed class GpuEngine : PairEngine
{
    private readonly Lock _turn = new();
    private readonly Func<DeviceSession> _open;
    private DeviceSession? _session;
    private DeviceStatistics _before;
    private DeviceException? _lost;
    private bool _disposed;

    private GpuEngine(EngineKind kind, Func<DeviceSession> open)
    {
        Kind = kind;
        _open = open;
        _session = open();
        Device = kind == EngineKind.Simulator ? "simulated device" : _session.Accelerator.Name;
    }

    /// <inheritdoc/>
    public override string Name => EngineNames.Of(Kind);

    /// <inheritdoc/>
    public override bool IsDevice => true;

    /// <summary>The kind of device.</summary>
    internal EngineKind Kind { get; }

    /// <inheritdoc/>
    public override string Device { get; }

    /// <summary>An NVIDIA device.</summary>
    /// <param name="index">Which of them, from 0, in the driver's order.</param>
    /// <exception cref="DeviceException">There is no such device; the message gives the reason.</exception>
    public static GpuEngine Cuda(int index = 0) => new(EngineKind.Cuda, () => DeviceSessions.Cuda(index));

    /// <summary>
    /// An OpenCL device. Sums and products are rounded separately only as far as its compiler does so; results may differ in the last bit.
    /// </summary>
    /// <param name="index">Which of them, from 0.</param>
    /// <exception cref="DeviceException">There is no such device; the message gives the reason.</exception>
    public static GpuEngine OpenCL(int index = 0) => new(EngineKind.OpenCL, () => DeviceSessions.OpenCL(index));

    /// <summary>A simulated device with warps of 32 threads, on the CPU: very slow, for tests of the kernels' results.</summary>
    public static GpuEngine Simulator() => Simulator(new SimulatedDevice());

    internal static GpuEngine Simulator(SimulatedDevice shape) => new(EngineKind.Simulator, () => DeviceSessions.Simulator(shape));

    /// <inheritdoc/>
    internal override DeviceStatistics Statistics
    {
        get
        {
            lock (_turn)
            {
                return _before + (_session?.Statistics ?? default);
            }
        }
    }

    /// <summary>Compiles a metric's kernels for sums and matrices and runs them once, on a problem of a few candidates.</summary>
    /// <param name="problem">A small problem of the metric.</param>
    /// <exception cref="DeviceException">The device failed, or the metric cannot be compiled for it.</exception>
    public void WarmUp(EncodedProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        WeightedSums(problem, new double[problem.Rows]);
        var rows = Math.Min(problem.Rows, Math.Max(1, 1_000_000 / problem.Columns));
        Utilities(problem, 0, rows, new double[rows * problem.Columns]);
        ComputeMatrix(problem, 0, rows, new float[rows * problem.Columns], CancellationToken.None);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_turn)
        {
            _disposed = true;
            Close();
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
        IReadOnlyList<EncodedProblem> problems, IReadOnlyList<double[]> sums, CancellationToken cancellationToken) =>
        SumParts([.. problems.Select((problem, i) => ProblemRows.All(problem, sums[i]))], cancellationToken);

    internal void SumParts(IReadOnlyList<ProblemRows> rows, CancellationToken cancellationToken) =>
        Run(session => PairSums.Compute(session, rows, cancellationToken));

    /// <inheritdoc/>
    // A span cannot be captured; the pointers are used only within the calls.
    protected internal override unsafe void ComputeUtilities(
        EncodedProblem problem, int firstRow, int rowCount, Span<double> utilities, CancellationToken cancellationToken)
    {
        fixed (double* start = utilities)
        {
            var destination = new HostSpan<double>(start, utilities.Length);
            Run(session => PairRows.Compute(session, problem, firstRow, rowCount, destination.Put, cancellationToken));
        }
    }

    /// <inheritdoc/>
    protected internal override unsafe void ComputeMatrix(
        EncodedProblem problem, int firstRow, int rowCount, Span<float> matrix, CancellationToken cancellationToken)
    {
        fixed (float* start = matrix)
        {
            var destination = new HostSpan<float>(start, matrix.Length);
            Run(session => PairRows.Compute(session, problem, firstRow, rowCount, destination.Put, cancellationToken));
        }
    }

    internal override unsafe void ComputeExpanded(
        EncodedProblem problem, int firstCandidate, int count, Span<float> matrix, CancellationToken cancellationToken)
    {
        fixed (float* start = matrix)
        {
            var destination = new HostSpan<float>(start, matrix.Length);
            var layout = new MatrixLayout(problem, firstCandidate, count);
            foreach (var (first, rows) in layout.Ranges())
            {
                PlaceRows(problem, layout, first, rows, destination, cancellationToken);
            }
        }

        ExpandedMatrix.FillUnreadable(problem, firstCandidate, count, matrix);
    }

    internal void PlaceRows(
        EncodedProblem problem, MatrixLayout layout, int firstRow, int rowCount, HostSpan<float> matrix,
        CancellationToken cancellationToken)
    {
        var placement = new RowPlacement(layout, firstRow, problem.Columns, problem.References, matrix);
        Run(session => PairRows.Compute(session, problem, firstRow, rowCount, placement.Arrive, cancellationToken));
    }

    private void Run(Action<DeviceSession> work)
    {
        lock (_turn)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_lost is not null)
            {
                throw new DeviceException(DeviceFault.Lost, _lost.Message, _lost);
            }

            try
            {
                _session ??= _open();
                _session.Accelerator.Bind(); // a driver's context belongs to a thread, and calls come from any
                work(_session);
            }
            catch (Exception error) when (DeviceErrors.Translate(error, Device) is { } fault)
            {
                Recover(fault);
                throw fault;
            }
            finally
            {
                _session?.Settle();
            }
        }
    }

    // A failed compilation leaves the context unusable, so the next call opens another; a lost device stays lost.
    private void Recover(DeviceException fault)
    {
        if (fault.Fault == DeviceFault.Lost)
        {
            _lost = fault;
        }

        if (fault.Fault == DeviceFault.Lost || (fault.Fault == DeviceFault.NotSupported && fault.InnerException is not null))
        {
            Close();
        }
    }

    private void Close()
    {
        if (_session is { } session)
        {
            _before += session.Statistics;
            session.Dispose();
            _session = null;
        }
    }
}
