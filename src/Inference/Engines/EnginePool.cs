using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// The engines of one selector, made when first needed. Chooses between processor and device by the amount of work, and goes on with the
/// processor where a device fails. Safe for concurrent use.
/// </summary>
internal sealed class EnginePool(EngineChoice choice, bool requireGpu, int threads) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Lazy<PairEngine> _processor = new(
        () => EngineFactory.Create(choice.Kind == EngineKind.Reference ? choice : EngineChoice.Cpu, threads));

    private readonly Lazy<CostModel> _model = new(Calibration.Model);

    private PairEngine? _device;
    private string? _trouble;
    private double _missed; // seconds that a device would have saved, had it been running

    /// <summary>The engine for small work such as one row: never a device.</summary>
    public PairEngine Processor => _processor.Value;

    /// <summary>Whether no amount of work goes to a device. Asks the drivers where the choice is open.</summary>
    public bool IsProcessorOnly => !requireGpu && (choice.Kind is EngineKind.Cpu or EngineKind.Reference || (choice.Kind is null && !EngineFactory.HasDevice));

    /// <summary>
    /// Runs <paramref name="work"/> on the engine chosen for <paramref name="problems"/>; a second time, on the CPU, where the device
    /// fails.
    /// </summary>
    /// <exception cref="EngineException">A device is required and there is none, or it failed.</exception>
    public EngineUse Run(IReadOnlyList<EncodedProblem> problems, Action<PairEngine> work)
    {
        if (!WantsDevice(problems))
        {
            work(Processor);
            return new EngineUse(Processor.Kind, Processor.Device, null);
        }

        string? reason = null;
        if (Device() is { } device)
        {
            try
            {
                work(device);
                return new EngineUse(device.Kind, device.Device, null);
            }
            catch (DeviceException e) when (!requireGpu)
            {
                reason = e.Message;
                if (e.Fault is DeviceFault.Lost or DeviceFault.NotAvailable)
                {
                    GiveUp(e);
                }
            }
            catch (DeviceException e)
            {
                throw new EngineException(
                    $"{e.Message} The processor may not take its place, for a GPU is required; allow it, or make the problem smaller.", e);
            }
        }

        work(Processor);
        return new EngineUse(Processor.Kind, Processor.Device, reason ?? _trouble);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _device?.Dispose();
        if (_processor.IsValueCreated)
        {
            _processor.Value.Dispose();
        }
    }

    private bool WantsDevice(IReadOnlyList<EncodedProblem> problems) => choice.Kind switch
    {
        EngineKind.Cpu or EngineKind.Reference => false,
        null => requireGpu || (_trouble is null && EngineFactory.HasDevice && IsDeviceWorthIt(problems)),
        _ => true,
    };

    // A device is started once it would have saved the time that starting takes, so at worst that time is lost once.
    private bool IsDeviceWorthIt(IReadOnlyList<EncodedProblem> problems)
    {
        var saving = _model.Value.Saving(problems, threads);
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
            if (_device is null && _trouble is null)
            {
                try
                {
                    _device = EngineFactory.Create(choice.Kind is null ? new EngineChoice(EngineKind.Cuda) : choice, threads);
                }
                catch (EngineException e) when (!requireGpu)
                {
                    _trouble = e.Message;
                }
            }

            return _trouble is null ? _device : null;
        }
    }

    private void GiveUp(DeviceException cause)
    {
        lock (_lock)
        {
            _trouble ??= cause.Message;
        }
    }
}
