using System.Reflection;
using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>Every kernel that a metric can launch, closed over its score and each sink.</summary>
internal sealed class KernelList : MetricVisitor<MethodInfo[]>
{
    private static readonly Type[] Sinks = [typeof(SumDeviceSink), typeof(MatrixDeviceSink), typeof(UtilityDeviceSink)];

    /// <summary>The kernels of a metric.</summary>
    public static MethodInfo[] Of(Metric metric) => metric.Accept(new KernelList());

    /// <summary>The kernels that serve every metric of a family.</summary>
    public static MethodInfo[] Common =>
    [
        Method(typeof(PartialSums), nameof(PartialSums.Kernel)),
        Method(typeof(Mirror), nameof(Mirror.Kernel), typeof(float)),
        Method(typeof(Mirror), nameof(Mirror.Kernel), typeof(double)),
        Method(typeof(MatchTables), nameof(MatchTables.Kernel)),
        Method(typeof(BagMasks), nameof(BagMasks.Kernel)),
        Method(typeof(LinearSums), nameof(LinearSums.CountKernel)),
    ];

    /// <summary>A kernel's name with its types, for messages.</summary>
    public static string Name(MethodInfo kernel) =>
        $"{kernel.DeclaringType!.Name}.{kernel.Name}<{string.Join(", ", kernel.GetGenericArguments().Select(Name))}>";

    public override MethodInfo[] Visit<TScore>(AlignmentMetric<TScore> metric)
    {
        var word = metric.Statistic switch
        {
            AlignmentStatistic.EditDistance => typeof(EditWord),
            AlignmentStatistic.OptimalStringAlignment => typeof(SwapWord),
            _ => typeof(SubsequenceWord),
        };
        var kernels = new List<MethodInfo>();
        foreach (var sink in Sinks)
        {
            foreach (var block in (Type[])[typeof(OneWord<>), typeof(TwoWords<>), typeof(FourWords<>)])
            {
                kernels.Add(
                    Method(
                        typeof(AlignmentPairs),
                        nameof(AlignmentPairs.SharedKernel),
                        typeof(TScore),
                        sink,
                        block.MakeGenericType(word),
                        word));
                kernels.Add(
                    Method(
                        typeof(AlignmentPairs),
                        nameof(AlignmentPairs.GlobalKernel),
                        typeof(TScore),
                        sink,
                        block.MakeGenericType(word),
                        word));
            }

            kernels.Add(Method(typeof(LongAlignmentPairs), nameof(LongAlignmentPairs.Kernel), typeof(TScore), sink, word));
        }

        return [.. kernels];
    }

    public override MethodInfo[] Visit<TScore>(BagMetric<TScore> metric)
    {
        var pairs = Sinks.SelectMany(sink => (MethodInfo[])
        [
            Method(typeof(BagPairs), nameof(BagPairs.Kernel), typeof(TScore), sink),
            Method(typeof(SlicedBagPairs), nameof(SlicedBagPairs.Kernel), typeof(TScore), sink),
        ]).ToList();
        if (TScore.IsWholeQuotient)
        {
            pairs.Add(Method(typeof(QuotientBagPairs), nameof(QuotientBagPairs.Kernel), typeof(TScore)));
        }

        return metric.Reduction == RowReduction.SharedCounts
            ? [.. pairs, Method(typeof(LinearSums), nameof(LinearSums.RowKernel), typeof(TScore))]
            : [.. pairs];
    }

    public override MethodInfo[] Visit<TElement, TCell, TScore>(CustomMetric metric, TScore score) =>
        [
            .. Sinks.Select(
                sink => Method(typeof(CustomPairs), nameof(CustomPairs.Kernel), typeof(TElement), typeof(TCell), typeof(TScore), sink)),
        ];

    public override MethodInfo[] Visit<TScore>(NumberMetric<TScore> metric) =>
        [.. Sinks.Select(sink => Method(typeof(NumberPairs), nameof(NumberPairs.Kernel), typeof(TScore), sink))];

    public override MethodInfo[] Visit<TScore>(VectorMetric<TScore> metric) =>
        [.. Sinks.Select(sink => Method(typeof(VectorPairs), nameof(VectorPairs.Kernel), typeof(TScore), sink))];

    private static string Name(Type type) =>
        type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;

    private static MethodInfo Method(Type type, string name, params Type[] arguments)
    {
        var method = type.GetMethod(name)!;
        return arguments.Length == 0 ? method : method.MakeGenericMethod(arguments);
    }
}
