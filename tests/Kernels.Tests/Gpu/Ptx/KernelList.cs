using System.Reflection;
using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>Every kernel that a metric can launch, closed over its score and each sink.</summary>
internal sealed class KernelList
    : IAlignmentVisitor<MethodInfo[]>, IBagVisitor<MethodInfo[]>, ICustomVisitor<MethodInfo[]>, INumberVisitor<MethodInfo[]>, IVectorVisitor<MethodInfo[]>
{
    private static readonly Type[] Sinks = [typeof(SumDeviceSink), typeof(MatrixDeviceSink), typeof(UtilityDeviceSink)];

    private readonly Metric _metric;

    private KernelList(Metric metric) => _metric = metric;

    /// <summary>The kernels of a metric.</summary>
    public static MethodInfo[] Of(Metric metric)
    {
        var list = new KernelList(metric);
        return metric switch
        {
            AlignmentMetric alignment => alignment.Accept(list),
            BagMetric bag => bag.Accept(list),
            CustomMetric custom => custom.Accept(list),
            NumberMetric number => number.Accept(list),
            VectorMetric vector => vector.Accept(list),
            _ => throw new ArgumentException($"{metric} is of no known family."),
        };
    }

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

    MethodInfo[] IAlignmentVisitor<MethodInfo[]>.Visit<TScore>(TScore score)
    {
        var word = ((AlignmentMetric)_metric).Statistic switch
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
                kernels.Add(Method(typeof(AlignmentPairs), nameof(AlignmentPairs.SharedKernel), typeof(TScore), sink, block.MakeGenericType(word), word));
                kernels.Add(Method(typeof(AlignmentPairs), nameof(AlignmentPairs.GlobalKernel), typeof(TScore), sink, block.MakeGenericType(word), word));
            }

            kernels.Add(Method(typeof(LongAlignmentPairs), nameof(LongAlignmentPairs.Kernel), typeof(TScore), sink, word));
        }

        return [.. kernels];
    }

    MethodInfo[] IBagVisitor<MethodInfo[]>.Visit<TScore>(TScore score)
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

        return ((BagMetric)_metric).IsLinear ? [.. pairs, Method(typeof(LinearSums), nameof(LinearSums.RowKernel), typeof(TScore))] : [.. pairs];
    }

    MethodInfo[] ICustomVisitor<MethodInfo[]>.Visit<TElement, TScore>(TScore score) =>
        [.. Sinks.Select(sink => Method(typeof(CustomPairs), nameof(CustomPairs.Kernel), typeof(TElement), typeof(TScore), sink))];

    MethodInfo[] INumberVisitor<MethodInfo[]>.Visit<TScore>(TScore score) =>
        [.. Sinks.Select(sink => Method(typeof(NumberPairs), nameof(NumberPairs.Kernel), typeof(TScore), sink))];

    MethodInfo[] IVectorVisitor<MethodInfo[]>.Visit<TScore>(TScore score) =>
        [.. Sinks.Select(sink => Method(typeof(VectorPairs), nameof(VectorPairs.Kernel), typeof(TScore), sink))];

    private static string Name(Type type) =>
        type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;

    private static MethodInfo Method(Type type, string name, params Type[] arguments)
    {
        var method = type.GetMethod(name)!;
        return arguments.Length == 0 ? method : method.MakeGenericMethod(arguments);
    }
}
