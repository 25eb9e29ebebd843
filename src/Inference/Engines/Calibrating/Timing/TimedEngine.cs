using System.Diagnostics;
using Accelerated.Kernels;

namespace Accelerated.Inference.Engines;

/// <summary>Times an engine by the fastest of a few runs, because other load only adds time.</summary>
internal sealed class TimedEngine(PairEngine engine, CancellationToken cancellation) : ITimedEngine
{
    private const double PointSeconds = 0.01;
    private const int FewestRuns = 3;
    private const int MostRuns = 200;
    private const double WarmUpSeconds = 0.025;
    private const int WarmUpRounds = 3;

    // The runtime recompiles a method after thirty calls, once no method was newly compiled for a tenth of a second.
    private const int WarmUpRuns = 32;
    private static readonly TimeSpan Recompilation = TimeSpan.FromSeconds(0.15);

    /// <summary>Runs the points until their code is compiled, untimed.</summary>
    public void WarmUp(IReadOnlyList<GridPoint> points)
    {
        for (var round = 0; round < WarmUpRounds; round++)
        {
            foreach (var point in points)
            {
                Least(point, 1, WarmUpRuns, WarmUpSeconds);
            }

            cancellation.WaitHandle.WaitOne(Recompilation);
        }
    }

    /// <inheritdoc/>
    public double Seconds(GridPoint point) => Least(point, FewestRuns, MostRuns, PointSeconds);

    private double Least(GridPoint point, int fewest, int most, double enough)
    {
        var batch = point.Batch;
        var sums = Array.ConvertAll(batch, problem => new double[problem.Rows]);
        var least = double.MaxValue;
        var spent = Stopwatch.StartNew();
        for (var run = 0; run < fewest || (run < most && spent.Elapsed.TotalSeconds < enough); run++)
        {
            var start = Stopwatch.GetTimestamp();
            engine.WeightedSums(batch, sums, cancellation);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return least;
    }
}
