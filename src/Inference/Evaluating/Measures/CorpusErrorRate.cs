using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>
/// The errors of all items over the length of their right answers: long ones weigh more than in the mean of the items' rates. Of several
/// right answers the one with the least rate counts.
/// </summary>
/// <param name="name">The name, options included.</param>
/// <param name="metric">Cuts texts into words or characters, and gives a pair's rate.</param>
/// <param name="engine">Computes.</param>
internal sealed class CorpusErrorRate(string name, AlignmentMetric metric, CpuEngine engine)
    : AdditiveMeasure(name, Direction.LowerIsBetter, 2)
{
    /// <inheritdoc/>
    public override double[]?[]? Read(IReadOnlyList<Candidate> answers, IReadOnlyList<Candidate> gold, CancellationToken cancellation)
    {
        var problem = ProblemEncoder.Encode(metric, answers, gold, longestCandidate: int.MaxValue);
        var rates = new double[problem.Rows * problem.Columns];
        engine.Utilities(problem, 0, problem.Rows, rates, cancellation);
        var statistics = Enumerable.Range(0, problem.Rows).Select(row => Enumerable.Range(0, problem.Columns)
            .Select(column => Errors(problem, row, column, rates[row * problem.Columns + column]))
            .MinBy(pair => pair[0] / Math.Max(1, pair[1]))!).ToArray();
        return Array.ConvertAll(problem.RowOf.ToArray(), row => statistics[row]);
    }

    /// <inheritdoc/>
    public override double[]? Unanswered(IReadOnlyList<Candidate> gold) => null;

    /// <inheritdoc/>
    public override double WorthOf(double[] statistics) => -statistics[0] / Math.Max(1, statistics[1]);

    /// <inheritdoc/>
    protected override double OfSums(ReadOnlySpan<double> sums, int items) =>
        sums[1] > 0 ? sums[0] / sums[1] : sums[0] > 0 ? 1 : 0;

    // A rate is the errors over the length, so that their product, rounded, is the errors again.
    private static double[] Errors(EncodedProblem problem, int row, int column, double rate)
    {
        var length = problem.Features.LengthOf(problem.FirstColumnItem + column);
        return [length == 0 ? problem.Features.LengthOf(row) : Math.Round(rate * length), length];
    }
}
