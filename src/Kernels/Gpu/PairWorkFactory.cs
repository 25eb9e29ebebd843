using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>Makes the work of a metric's family, specialised for the metric's score.</summary>
internal sealed class PairWorkFactory(DeviceQueue queue, IReadOnlyList<EncodedProblem> problems)
    : IAlignmentVisitor<PairWork>, IBagVisitor<PairWork>, ICustomVisitor<PairWork>, INumberVisitor<PairWork>, IVectorVisitor<PairWork>
{
    /// <summary>The work of problems that share one metric; their features are copied by the queue.</summary>
    public static PairWork Create(DeviceQueue queue, IReadOnlyList<EncodedProblem> problems)
    {
        var factory = new PairWorkFactory(queue, problems);
        return problems[0].Metric switch
        {
            AlignmentMetric metric => metric.Accept(factory),
            BagMetric metric => metric.Accept(factory),
            CustomMetric metric => metric.Accept(factory),
            NumberMetric metric => metric.Accept(factory),
            VectorMetric metric => metric.Accept(factory),
            var metric => throw new DeviceException(
                DeviceFault.NotSupported, $"{metric.Info.Name} is of the family {metric.Family}, which has no kernel. Use the processor's engine."),
        };
    }

    PairWork IAlignmentVisitor<PairWork>.Visit<TScore>(TScore score) => ((AlignmentMetric)problems[0].Metric).Statistic switch
    {
        AlignmentStatistic.EditDistance => new AlignmentWork<TScore, EditWord>(queue, problems, score),
        AlignmentStatistic.OptimalStringAlignment => new AlignmentWork<TScore, SwapWord>(queue, problems, score),
        _ => new AlignmentWork<TScore, SubsequenceWord>(queue, problems, score),
    };

    PairWork IBagVisitor<PairWork>.Visit<TScore>(TScore score) => new BagWork<TScore>(queue, problems, score);

    PairWork ICustomVisitor<PairWork>.Visit<TElement, TScore>(TScore score) => new CustomWork<TElement, TScore>(queue, problems, score);

    PairWork INumberVisitor<PairWork>.Visit<TScore>(TScore score) => new NumberWork<TScore>(queue, problems, score);

    PairWork IVectorVisitor<PairWork>.Visit<TScore>(TScore score) => new VectorWork<TScore>(queue, problems, score);
}
