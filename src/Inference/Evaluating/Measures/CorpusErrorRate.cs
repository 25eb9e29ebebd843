using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>
/// The errors of all items over the length of their right answers: long ones weigh more than in the mean of the items' rates. Of several
/// right answers the one with the least rate counts; in percent, as sacreBLEU has TER, the least errors count over the mean length.
/// </summary>
/// <param name="name">The name, options included.</param>
/// <param name="metric">Cuts texts into words or characters, and gives a pair's rate.</param>
/// <param name="engine">Computes.</param>
/// <param name="percent">Whether rates are in percent.</param>
internal sealed class CorpusErrorRate(string name, Metric metric, CpuEngine engine, bool percent = false)
    : AdditiveMeasure(name, Direction.LowerIsBetter, 2)
{
    private readonly double _unit = percent ? 100 : 1;

    /// <inheritdoc/>
    public override double[]?[]? Read(IReadOnlyList<Candidate> answers, IReadOnlyList<Candidate> gold, CancellationToken cancellation)
    {
        var problem = ProblemEncoder.Encode(metric, answers, gold, longestCandidate: int.MaxValue);
        var rates = new double[problem.Rows * problem.Columns];
        engine.Utilities(problem, 0, problem.Rows, rates, cancellation);
        var statistics = Enumerable.Range(0, problem.Rows).Select(row => OfReferences([.. Enumerable.Range(0, problem.Columns)
            .Select(column => Errors(problem, row, column, rates[row * problem.Columns + column]))])).ToArray();
        return Array.ConvertAll(problem.RowOf.ToArray(), row => statistics[row]);
    }

    /// <inheritdoc/>
    public override double[]? Unanswered(IReadOnlyList<Candidate> gold) => null;

    /// <inheritdoc/>
    public override double WorthOf(double[] statistics) => -statistics[0] / Math.Max(1, statistics[1]);

    /// <inheritdoc/>
    protected override double OfSums(ReadOnlySpan<double> sums, int items) =>
        _unit * (sums[1] > 0 ? sums[0] / sums[1] : sums[0] > 0 ? 1 : 0);

    private double[] OfReferences(double[][] pairs) => percent
        ? [pairs.Min(pair => pair[0]), pairs.Average(pair => pair[1])]
        : pairs.MinBy(pair => pair[0] / Math.Max(1, pair[1]))!;

    // A rate is the errors over the length, so that their product, rounded, is the errors again.
    private double[] Errors(EncodedProblem problem, int row, int column, double rate)
    {
        var length = problem.Features.LengthOf(problem.FirstColumnItem + column);
        return [length == 0 ? problem.Features.LengthOf(row) : Math.Round(rate / _unit * length), length];
    }
}
