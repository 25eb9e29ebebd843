using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Engines;

/// <summary>
/// The engines of one selector, opened when first needed. Decides, once for all problems of a batch, whether a device computes them, and
/// falls back to the CPU where it fails. Safe for concurrent use.
/// </summary>
internal sealed class EnginePool : IDisposable
{
    // Characters of candidates x references: below, the CPU finishes before a driver would answer.
    private const double LeastForDevice = 1 << 19;

    private readonly Lock _lock = new();
    private readonly EngineChoice _choice;
    private readonly bool _requireGpu;
    private readonly Metric _metric;
    private readonly int _threads;
    private readonly PairEngine? _given;
    private readonly Lazy<PairEngine> _cpu;
    private readonly Lazy<CostModel> _model;
    private PairEngine? _device;
    private string? _trouble;
    private bool _disposed;
    private double _missed; // seconds that a running device would have saved

    /// <summary>Engines by choice.</summary>
    /// <param name="options">The choice.</param>
    /// <param name="given">The caller's engine to use instead; not disposed.</param>
    public EnginePool(SelectionOptions options, PairEngine? given)
    {
        (_choice, _requireGpu, _threads, _metric, _given) = (options.Engine, options.RequireGpu, options.Threads, options.Metric, given);
        _model = new(given is null ? Calibration.Model : () => CostModel.Estimates("the engine is not calibrated"));
        _device = given is { IsDevice: true } ? given : null;
        _cpu = new Lazy<PairEngine>(() => given is { IsDevice: false } ? given
            : EngineFactory.Create(_choice.Kind == EngineKind.Reference ? _choice : EngineChoice.Cpu, _threads));
    }

    /// <summary>The CPU engine, which is always available: for little work such as one row, and as fallback.</summary>
    public PairEngine Cpu => _cpu.Value;

    /// <summary>Whether a device may compute these problems; asks no driver, and reads no text.</summary>
    public bool MayUseDevice(IReadOnlyList<Problem> problems) =>
        IsDeviceChosen
        || (_metric.RunsOnDevices && _given is null && _choice.Kind is null && _trouble is null
            && !EngineFactory.IsKnownToHaveNone && problems.Sum(Size) >= LeastForDevice);

    /// <summary>The device to compute these problems.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="fallback">Why the CPU replaces a device; null where no device was worth using.</param>
    /// <returns>The device; null for the CPU.</returns>
    /// <exception cref="EngineException">A required device is missing.</exception>
    public PairEngine? DeviceFor(IReadOnlyList<EncodedProblem> problems, out string? fallback)
    {
        fallback = null;
        if (!IsDeviceChosen && !(_trouble is null && IsDeviceWorthIt(problems)))
        {
            return null;
        }

        if (!_metric.RunsOnDevices)
        {
            fallback = $"{_metric.Info.Name} runs on the CPU only.";
            return null;
        }

        var device = Device();
        fallback = device is null ? _trouble : null;
        return device;
    }

    /// <summary>Runs work on a device.</summary>
    /// <returns>Null on success; where the device failed, the reason for the fallback to the CPU.</returns>
    /// <exception cref="EngineException">The device failed, and a fallback is not allowed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, whatever error the device reported.</exception>
    public string? TryRun(PairEngine device, Action work, CancellationToken cancellation)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception e) when (IsFault(e, device))
        {
            cancellation.ThrowIfCancellationRequested();
            if (_requireGpu)
            {
                throw new EngineException(
                    $"{e.Message} SelectionOptions.RequireGpu forbids a fallback to the CPU. Allow it, or make the problem smaller.", e);
            }

            if (e is DeviceException { Fault: DeviceFault.Lost or DeviceFault.NotAvailable })
            {
                lock (_lock)
                {
                    _trouble ??= e.Message;
                }
            }

            return e.Message;
        }
    }

    /// <summary>Whether a running device computes the utilities of a row sooner than the CPU.</summary>
    /// <param name="problem">The row's problem.</param>
    /// <param name="threads">Rows that are asked for at once.</param>
    public bool IsDeviceWorthRow(EncodedProblem problem, int threads) => _model.Value.RowSaving(problem, threads) > 0;

    /// <summary>The utilities of a row, by a device or, where it is null or fails, by the CPU.</summary>
    /// <returns>Why the CPU took the device's place; null where it did not.</returns>
    /// <exception cref="EngineException">The device failed, and no other may take its place.</exception>
    public string? Row(PairEngine? device, EncodedProblem problem, int row, Memory<double> utilities, CancellationToken cancellation)
    {
        var fallback = device is null ? null : TryRow(device, problem, row, utilities, cancellation);
        if (device is null || fallback is not null)
        {
            Cpu.Utilities(problem, row, 1, utilities.Span, cancellation);
        }

        return fallback;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        if (_device != _given)
        {
            _device?.Dispose();
        }

        if (_cpu.IsValueCreated && _cpu.Value != _given)
        {
            _cpu.Value.Dispose();
        }
    }

    // Apart, so that a row of the CPU allocates no closure.
    private string? TryRow(PairEngine device, EncodedProblem problem, int row, Memory<double> utilities, CancellationToken cancellation) =>
        TryRun(device, () => device.Utilities(problem, row, 1, utilities.Span, cancellation), cancellation);

    private bool IsDeviceChosen =>
        _given is not null ? _given.IsDevice : _requireGpu || (_choice.Kind is { } kind && EngineCatalogue.Of(kind).IsDevice);

    // A given engine may throw any exception; where the problem is at fault, the CPU throws again.
    private bool IsFault(Exception error, PairEngine device) => error is DeviceException || device == _given;

    // A device is started once it would have saved its start time, so that at worst this time is lost once.
    private bool IsDeviceWorthIt(IReadOnlyList<EncodedProblem> problems)
    {
        if (_given is not null || _choice.Kind is not null || !EngineFactory.HasDevice)
        {
            return false;
        }

        var saving = _model.Value.Saving(problems, _threads);
        if (saving <= 0)
        {
            return false;
        }

        lock (_lock)
        {
            _missed += saving;
            return _device is not null || _missed > _model.Value.DeviceStart;
        }
    }

    private PairEngine? Device()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(Selector));
            if (_device is null && _trouble is null)
            {
                try
                {
                    _device = EngineFactory.Create(_choice.Kind is null ? new EngineChoice(EngineKind.Cuda) : _choice, _threads);
                }
                catch (EngineException e) when (!_requireGpu)
                {
                    _trouble = e.Message;
                }
            }

            return _trouble is null ? _device : null;
        }
    }

    private static double Size(Problem? problem) =>
        problem is null ? 0 : (double)ProblemSize.Of(problem.Candidates) * (problem.References ?? problem.Candidates)?.Count ?? 0;
}
