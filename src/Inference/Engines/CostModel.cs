using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Estimates the processor's time for a batch, to decide whether a device is worth its fixed cost. The figures are round ones for one
/// core; the choice changes speed only, never a result.
/// </summary>
internal static class CostModel
{
    /// <summary>A launch with its transfers, in seconds: work below this is done before a device has answered.</summary>
    private const double LaunchSeconds = 2e-3;

    /// <summary>Finding a device and compiling the first kernel, in seconds.</summary>
    private const double StartSeconds = 1.5;

    private const double SecondsPerStep = 1e-9;

    /// <summary>Whether a device should take the batch.</summary>
    /// <param name="problems">The batch.</param>
    /// <param name="threads">Threads of the processor.</param>
    /// <param name="started">Whether the device is running already.</param>
    public static bool PrefersDevice(IReadOnlyList<EncodedProblem> problems, int threads, bool started)
    {
        var steps = 0.0;
        foreach (var problem in problems)
        {
            steps += Steps(problem);
        }

        return steps * SecondsPerStep / threads > (started ? LaunchSeconds : StartSeconds + LaunchSeconds);
    }

    /// <summary>Vector steps of a problem's expected values on the processor.</summary>
    public static double Steps(EncodedProblem problem)
    {
        var pairs = (double)problem.Rows * problem.Columns;
        return problem.Features switch
        {
            SequenceFeatures sequences => pairs * Mean(sequences.Sequences) * Math.Ceiling(Math.Max(1, Mean(sequences.Sequences)) / 64) / 8,
            BagFeatures bags when problem.Metric is BagMetric { IsLinear: true } => problem.Features.Count * Mean(bags.Orders[0].Bags),
            BagFeatures bags => pairs * bags.Orders.Length * 2,
            VectorFeatures vectors => pairs * vectors.Dimension / 8,
            NumberFeatures => pairs / 4,
            _ => pairs * 50,
        };
    }

    private static double Mean(RaggedRows<int> rows) => rows.Values.Length / (double)Math.Max(1, rows.Count);
}
