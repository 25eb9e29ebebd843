using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>A measure of the order of numbers. The number of a rule with several answers to an item is their mean.</summary>
/// <param name="name">The name, options included.</param>
/// <param name="metric">Says how numbers are read.</param>
internal abstract class RankMeasure(string name, NumberMetric metric) : Measure(name, Direction.HigherIsBetter)
{
    /// <inheritdoc/>
    public override int Width => 2;

    /// <inheritdoc/>
    public override bool IsAdditive => false;

    /// <inheritdoc/>
    public override double[]?[]? Read(IReadOnlyList<Candidate> answers, IReadOnlyList<Candidate> gold, CancellationToken cancellation) =>
        NumberPairs.Read(metric, answers, gold, (answer, right) => [answer, right]);

    /// <inheritdoc/>
    public override double[]? Unanswered(IReadOnlyList<Candidate> gold) => null;

    /// <inheritdoc/>
    public override double Of(double[] statistics, ReadOnlySpan<int> drawn)
    {
        var (x, y) = (new double[drawn.Length], new double[drawn.Length]);
        for (var k = 0; k < drawn.Length; k++)
        {
            (x[k], y[k]) = (statistics[2 * drawn[k]], statistics[2 * drawn[k] + 1]);
        }

        return Of(x, y);
    }

    /// <summary>The measure of pairs of numbers; the arrays may be changed.</summary>
    protected abstract double Of(double[] x, double[] y);
}
