using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>
/// A user's metric that uses the functions of <see cref="Math"/>: mean of tanh(exp(-|difference|)) with roots, powers and logarithms.
/// </summary>
public readonly struct FunctionScore : IPairScore<float>
{
    /// <summary>The metric over the lengths of words.</summary>
    public static Metric Metric { get; } = new CustomMetric<float, FunctionScore>(
        new MetricInfo("functions", Direction.HigherIsBetter, double.NegativeInfinity, double.PositiveInfinity, false),
        candidate => [.. candidate.Text.Split(' ').Select(word => (float)word.Length)],
        default);

    /// <inheritdoc/>
    public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<float>, allows ref struct
    {
        var sum = 0.0;
        for (var k = 0; k < Math.Min(hypothesis.Length, reference.Length); k++)
        {
            double difference = hypothesis[k] - reference[k];
            sum += Math.Tanh(Math.Exp(-Math.Abs(difference))) + Math.Sqrt(1 + difference * difference) + Math.Log(2 + Math.Abs(difference));
            sum += Math.Pow(1 + Math.Abs(difference), 0.5) + Math.Floor(difference) + Math.Sin(difference);
        }

        return sum;
    }
}
