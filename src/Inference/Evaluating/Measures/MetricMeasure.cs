using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>The mean of a metric over the items; for a squared error its root (RMSE).</summary>
/// <param name="metric">The metric.</param>
/// <param name="reduction">What an answer is worth against several right ones.</param>
/// <param name="engine">Computes.</param>
/// <param name="name">What it is called; null for the metric's name.</param>
internal sealed class MetricMeasure(Metric metric, GoldReduction reduction, CpuEngine engine, string? name = null)
    : AdditiveMeasure(name ?? metric.Info.Name, metric.Info.Direction, 1)
{
    private readonly bool _hasRoot = metric is NumberMetric<SquaredError>;

    /// <summary>Whether it measures a field alone of the records that another measure measures.</summary>
    public bool IsPart => metric is RecordMetric { Part: not null };

    /// <inheritdoc/>
    public override string Heading => (metric as RecordMetric)?.Part ?? Name switch
    {
        "squared-error" => "RMSE",
        "absolute-error" => "MAE",
        _ => Name,
    };

    /// <inheritdoc/>
    public override string Statistic => _hasRoot ? "root of the mean" : "mean";

    /// <inheritdoc/>
    public override double[]?[]? Read(IReadOnlyList<Candidate> answers, IReadOnlyList<Candidate> gold, CancellationToken cancellation)
    {
        // Right answers are measured too, so that there is always one that the metric can read.
        if (Values([.. answers, .. gold], gold, cancellation) is { } values)
        {
            return [.. values.Take(answers.Count).Select(Statistics)];
        }

        return Values(gold, gold, cancellation) is null
            ? null
            : [.. answers.Select(answer => Statistics(Values([answer], gold, cancellation)?[0] ?? double.NaN))];
    }

    /// <inheritdoc/>
    public override double[]? Unanswered(IReadOnlyList<Candidate> gold) => Statistics(metric.Info.Worst);

    /// <inheritdoc/>
    public override double WorthOf(double[] statistics) => Sign * statistics[0];

    /// <inheritdoc/>
    protected override double OfSums(ReadOnlySpan<double> sums, int items) => _hasRoot ? Math.Sqrt(sums[0] / items) : sums[0] / items;

    private static double[]? Statistics(double value) => double.IsFinite(value) ? [value] : null;

    // NaN where an answer cannot be read; null where the metric refuses one, or can read no right answer.
    private double[]? Values(IReadOnlyList<Candidate> answers, IReadOnlyList<Candidate> gold, CancellationToken cancellation)
    {
        try
        {
            // The answers were short enough before, and the right ones are measured however long they are.
            var problem = ProblemEncoder.Encode(metric, answers, gold, longestCandidate: int.MaxValue);
            if (metric.PreparesProblems)
            {
                metric.PrepareAsync(problem, cancellation).GetAwaiter().GetResult();
            }

            var utilities = new double[problem.Rows * problem.Columns];
            engine.Utilities(problem, 0, problem.Rows, utilities, cancellation);
            var values = utilities.Chunk(problem.Columns).Select(row => Reduce(row, problem)).ToArray();
            return Array.ConvertAll(problem.RowOf.ToArray(), row => row < 0 ? double.NaN : values[row]);
        }
        catch (CandidateException)
        {
            return null;
        }
    }

    private double Reduce(double[] row, EncodedProblem problem) =>
        reduction == GoldReduction.Best ? Sign > 0 ? row.Max() : row.Min()
        : problem.ColumnOf.ToArray().Where(column => column >= 0).Average(column => row[column]);
}
