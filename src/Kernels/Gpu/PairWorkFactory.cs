using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>Makes the work of a metric's family, specialised for the metric's score.</summary>
internal sealed class PairWorkFactory(DeviceSession session, IReadOnlyList<EncodedProblem> problems)
    : IAlignmentVisitor<PairWork>, IBagVisitor<PairWork>, ICustomVisitor<PairWork>, INumberVisitor<PairWork>, IVectorVisitor<PairWork>
{
    /// <summary>The work of problems that share one metric.</summary>
    public static PairWork Create(DeviceSession session, IReadOnlyList<EncodedProblem> problems)
    {
        var factory = new PairWorkFactory(session, problems);
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
        AlignmentStatistic.EditDistance => new AlignmentWork<TScore, EditWord>(session, problems, score),
        AlignmentStatistic.OptimalStringAlignment => new AlignmentWork<TScore, SwapWord>(session, problems, score),
        _ => new AlignmentWork<TScore, SubsequenceWord>(session, problems, score),
    };

    PairWork IBagVisitor<PairWork>.Visit<TScore>(TScore score) => new BagWork<TScore>(session, problems, score);

    PairWork ICustomVisitor<PairWork>.Visit<TElement, TScore>(TScore score) => new CustomWork<TElement, TScore>(session, problems, score);

    PairWork INumberVisitor<PairWork>.Visit<TScore>(TScore score) => new NumberWork<TScore>(session, problems, score);

    PairWork IVectorVisitor<PairWork>.Visit<TScore>(TScore score) => new VectorWork<TScore>(session, problems, score);
}
