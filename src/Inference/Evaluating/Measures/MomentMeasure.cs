using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>A measure of numbers that follows from their sums, squares and products.</summary>
/// <param name="name">The name, options included.</param>
/// <param name="metric">Says how numbers are read.</param>
internal abstract class MomentMeasure(string name, NumberMetric metric) : AdditiveMeasure(name, Direction.HigherIsBetter, 5)
{
    /// <inheritdoc/>
    public override double[]?[]? Read(IReadOnlyList<Candidate> answers, IReadOnlyList<Candidate> gold, CancellationToken cancellation) =>
        NumberPairs.Read(metric, answers, gold, (x, y) => [x, y, x * x, y * y, x * y]);

    /// <inheritdoc/>
    public override double[]? Unanswered(IReadOnlyList<Candidate> gold) => null;
}
