using Accelerated.Metrics;

namespace Accelerated.Inference.Engines;

/// <summary>
/// Estimates the time that a device would save, to decide whether it is worth its fixed cost. It changes speed only, never a result.
/// </summary>
internal sealed class CostModel
{
    private readonly Dictionary<WorkFamily, (EngineCost Cpu, EngineCost? Device)> _costs;
    private readonly int _threads;

    private CostModel(
        Dictionary<WorkFamily, (EngineCost Cpu, EngineCost? Device)> costs, int threads, double deviceStart, string description) =>
        (_costs, _threads, DeviceStart, Description) = (costs, threads, deviceStart, description);

    /// <summary>Seconds to open a device and compile a metric's kernels.</summary>
    public double DeviceStart { get; }

    /// <summary>Where the costs come from, as shown to users.</summary>
    public string Description { get; }

    /// <summary>The model of a calibration.</summary>
    public static CostModel Of(CalibrationData calibration, string description) => new(
        calibration.Works.ToDictionary(work => work.Family, work => (work.Processor, work.Device)),
        calibration.Threads,
        calibration.DeviceStart,
        description);

    /// <summary>
    /// Round figures of a current CPU, and of a device that is cautiously assumed to equal twenty of its cores behind a slow bus.
    /// </summary>
    public static CostModel Estimates(string reason)
    {
        const double launch = 2e-3;
        const double start = 1.5;
        const double perByte = 1e-9;
        const double cores = 20;
        var costs = new Dictionary<WorkFamily, (EngineCost, EngineCost?)>();
        foreach (var family in Enum.GetValues<WorkFamily>())
        {
            var step = family switch
            {
                WorkFamily.LinearBags => 5e-9,
                WorkFamily.Bags or WorkFamily.Numbers => 2e-9,
                WorkFamily.Vectors => 1e-10,
                WorkFamily.Custom => 5e-8,
                _ => 5e-10,
            };
            costs[family] = (new EngineCost(0, 0, 0, step), new EngineCost(launch, 0, perByte, step / cores));
        }

        return new CostModel(costs, 1, start, $"by estimates: {reason}");
    }

    /// <summary>Seconds that a running device would save on a batch; at most 0 without a device, or where it would take longer.</summary>
    /// <param name="problems">The batch.</param>
    /// <param name="threads">The number of CPU threads.</param>
    public double Saving(IReadOnlyList<EncodedProblem> problems, int threads)
    {
        var works = new Dictionary<WorkFamily, Work>();
        foreach (var problem in problems)
        {
            var work = Work.Of(problem);
            works[work.Family] = works.TryGetValue(work.Family, out var sum) ? sum.Plus(work) : work;
        }

        return works.Values.Sum(work => Saving(work, threads));
    }

    /// <summary>
    /// Seconds that a running device would save on the utilities of one row, as <see cref="Saving(IReadOnlyList{EncodedProblem}, int)"/>.
    /// </summary>
    /// <param name="problem">The row's problem.</param>
    /// <param name="threads">Rows that the CPU computes at once, each on a thread.</param>
    public double RowSaving(EncodedProblem problem, int threads) => Saving(Work.OfRow(problem), threads);

    private double Saving(Work work, int threads)
    {
        var (cpu, device) = _costs[work.Family];
        return device is { } cost ? cpu.OnThreads(threads, _threads).Seconds(work) - cost.Seconds(work) : 0;
    }
}
