using Accelerated.Kernels.Tests.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests;

/// <summary>Metrics such as users write, for every engine: structs, dynamic programmes and functions.</summary>
internal static class UsersMetrics
{
    public static Metric[] All { get; } =
    [
        PrefixScore.Metric(0),
        WarpingScore.Metric,
        ElementaryScore.Metric,
        RatioScore.Metric(NonFiniteUtility.Worst),
        Metric.Create("lengths", (h, r) => Math.Abs(h.Length - r.Length) / 3.0, Direction.LowerIsBetter, minimum: 0, symmetric: true),
    ];
}
