using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>A measure that follows from the sums of the items' statistics.</summary>
/// <param name="name">The name, options included.</param>
/// <param name="direction">Which values are better.</param>
/// <param name="width">Numbers an item.</param>
internal abstract class AdditiveMeasure(string name, Direction direction, int width) : Measure(name, direction)
{
    /// <inheritdoc/>
    public override int Width => width;

    /// <inheritdoc/>
    public override double Of(double[] statistics, ReadOnlySpan<int> drawn)
    {
        Span<double> sums = stackalloc double[width];
        sums.Clear();
        foreach (var item in drawn)
        {
            for (var k = 0; k < width; k++)
            {
                sums[k] += statistics[item * width + k];
            }
        }

        return OfSums(sums, drawn.Length);
    }

    /// <summary>The measure of the items with these sums.</summary>
    protected abstract double OfSums(ReadOnlySpan<double> sums, int items);
}
