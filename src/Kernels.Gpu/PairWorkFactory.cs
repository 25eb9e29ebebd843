using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>Makes the work of a metric's family, specialised for the metric's score.</summary>
internal sealed class PairWorkFactory(DeviceQueue queue, IReadOnlyList<EncodedProblem> problems) : MetricVisitor<PairWork>
{
    /// <summary>The work of problems that share one metric; their features are copied by the queue.</summary>
    public static PairWork Create(DeviceQueue queue, IReadOnlyList<EncodedProblem> problems) =>
        problems[0].Metric.Accept(new PairWorkFactory(queue, problems));

    public override PairWork Visit<TScore>(AlignmentMetric<TScore> metric) => metric.Statistic switch
    {
        AlignmentStatistic.EditDistance => new AlignmentWork<TScore, EditWord>(queue, problems, metric.Formula),
        AlignmentStatistic.OptimalStringAlignment => new AlignmentWork<TScore, SwapWord>(queue, problems, metric.Formula),
        _ => new AlignmentWork<TScore, SubsequenceWord>(queue, problems, metric.Formula),
    };

    public override PairWork Visit<TScore>(BagMetric<TScore> metric) => new BagWork<TScore>(queue, problems, metric.Formula);

    public override PairWork Visit<TElement, TCell, TScore>(CustomMetric metric, TScore score) =>
        new CustomWork<TElement, TCell, TScore>(queue, problems, score);

    internal override PairWork Visit(FunctionMetric metric) => throw new DeviceException(
        DeviceFault.NotSupported, $"{metric.Info.Name} is a function that runs on the CPU only (Metric.RunsOnDevices). Use CpuEngine.");

    public override PairWork Visit<TScore>(NumberMetric<TScore> metric) => new NumberWork<TScore>(queue, problems, metric.Formula);

    public override PairWork Visit<TScore>(VectorMetric<TScore> metric) => new VectorWork<TScore>(queue, problems, metric.Formula);
}
