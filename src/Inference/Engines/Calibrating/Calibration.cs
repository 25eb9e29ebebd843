using Accelerated.Kernels;

namespace Accelerated.Inference.Engines;

/// <summary>
/// The measured costs of this machine's engines: <see cref="EngineChoice.Auto"/> decides by a saved calibration, and by cautious estimates
/// without one. It changes speed only, never a result. Nothing is measured or saved unless asked for.
/// </summary>
internal sealed class Calibration
{
    /// <summary>The environment variable with the file to use instead of the one in the user's cache folder.</summary>
    public const string FileVariable = "ACCELERATED_CALIBRATION";

    private const int MostWarmUpCandidates = 150;

    private readonly CalibrationData _data;

    internal Calibration(CalibrationData data) => _data = data;

    /// <summary>
    /// The file that <see cref="EngineChoice.Auto"/> reads: that of <see cref="FileVariable"/>, else below XDG_CACHE_HOME, else below the
    /// user's local application data.
    /// </summary>
    public static string DefaultFile
    {
        get
        {
            if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file)
            {
                return file;
            }

            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder && Path.IsPathRooted(folder)
                ? folder
                : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(cache, "accelerated", "calibration.json");
        }
    }

    /// <summary>The time of the measurement.</summary>
    internal DateTimeOffset Measured => _data.Measured;

    /// <summary>The device that was measured beside the CPU; empty without one.</summary>
    internal string Device => _data.Machine.Device;

    /// <summary>
    /// The largest ratio of the chosen engine's time to the faster one's, over all measured points; 1 without a device.
    /// </summary>
    internal double WorstRatio => _data.Works.Max(work => work.WorstRatio());

    /// <summary>The results for each kind of work.</summary>
    internal IReadOnlyList<CalibratedWork> Works =>
    [
        .. _data.Works.Select(work => new CalibratedWork(
            work.Name,
            [.. work.Points.Select(point => new CalibratedPoint(point.Problems, point.Count, point.Processor, point.Device))],
            work.Crossover())),
    ];

    /// <summary>
    /// Measures the CPU with all its threads and, where there is one, the device that <see cref="EngineChoice.Auto"/> would use:
    /// about two seconds, and the time to compile the device's kernels. The machine should be idle.
    /// </summary>
    /// <exception cref="EngineException">The device cannot be used.</exception>
    /// <exception cref="DeviceException">The device failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Calibration Measure(CancellationToken cancellation = default)
    {
        using var cpu = EngineFactory.Create(EngineChoice.Cpu, Environment.ProcessorCount);
        using var device = EngineFactory.AutoDevice is null ? null : EngineFactory.Create(new EngineChoice(EngineKind.Cuda), 1);
        return new Calibration(Measure(CalibrationGrid.All(), cpu, device, cancellation));
    }

    /// <summary>Saves the file that <see cref="EngineChoice.Auto"/> reads, replacing it as a whole or not at all.</summary>
    /// <param name="file">The file; null for <see cref="DefaultFile"/>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string? file = null) => _data.Write(file ?? DefaultFile);

    /// <summary>Reads the calibration saved for this machine, its device and this version.</summary>
    /// <param name="reason">Why there is no calibration; empty where there is one.</param>
    /// <param name="file">The file; null for <see cref="DefaultFile"/>.</param>
    /// <returns>Null where there is no file, or one that is damaged or made for another machine.</returns>
    public static Calibration? TryLoad(out string reason, string? file = null) =>
        CalibrationData.TryRead(file ?? DefaultFile, MachineFingerprint.This(), out reason) is { } data ? new Calibration(data) : null;

    internal static CalibrationData Measure(
        IReadOnlyList<CalibrationGrid> grids, PairEngine cpu, PairEngine? device, CancellationToken cancellation)
    {
        GridPoint[] small = [.. grids.Select(grid => grid.Points.Last(point => point.Count <= MostWarmUpCandidates))];
        var timedCpu = new TimedEngine(cpu, cancellation);
        timedCpu.WarmUp(small);
        var timedDevice = device is null ? null : new TimedEngine(device, cancellation);
        timedDevice?.WarmUp(small);
        var spent = device?.Statistics ?? default;
        var start = spent.Opening.TotalSeconds + spent.Compilation.TotalSeconds / grids.Count;
        var works = Calibrator.Run(grids, timedCpu, timedDevice);
        return new CalibrationData(
            CalibrationData.CurrentSchema, MachineFingerprint.This(), DateTimeOffset.UtcNow, Environment.ProcessorCount, start, works);
    }

    /// <summary>The model in force.</summary>
    internal static CostModel Model() => TryLoad(out var reason) is { } calibration
        ? CostModel.Of(calibration._data, calibration.Description) : CostModel.Estimates(reason);

    internal string Description => FormattableString.Invariant($"by the calibration of {Measured:yyyy-MM-dd HH:mm} UTC");
}
