using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>The median of the absolute errors; of an even number of items the mean of the two in the middle.</summary>
/// <param name="name">The name, options included.</param>
/// <param name="metric">Says how numbers are read.</param>
internal sealed class MedianError(string name, NumberMetric metric) : Measure(name, Direction.LowerIsBetter)
{
    /// <inheritdoc/>
    public override int Width => 1;

    /// <inheritdoc/>
    public override bool IsAdditive => false;

    /// <inheritdoc/>
    public override double[]?[]? Read(IReadOnlyList<Candidate> answers, IReadOnlyList<Candidate> gold, CancellationToken cancellation) =>
        NumberPairs.Read(metric, answers, gold, (answer, right) => [Math.Abs(answer - right)]);

    /// <inheritdoc/>
    public override double[]? Unanswered(IReadOnlyList<Candidate> gold) => null;

    /// <inheritdoc/>
    public override double WorthOf(double[] statistics) => -statistics[0];

    /// <inheritdoc/>
    public override double Of(double[] statistics, ReadOnlySpan<int> drawn)
    {
        var errors = new double[drawn.Length];
        for (var k = 0; k < errors.Length; k++)
        {
            errors[k] = statistics[drawn[k]];
        }

        Array.Sort(errors);
        return (errors[(errors.Length - 1) / 2] + errors[errors.Length / 2]) / 2;
    }
}
