namespace Accelerated.Metrics;

/// <summary>
/// The best of an allowed grid. Where the metric's own rule is unimodal, only the grid's two neighbours of the free answer are tested;
/// else every point of the grid is. Of equally good points the lower.
/// </summary>
internal sealed class GridRule : INumberRule
{
    private readonly NumberMetric _metric;
    private readonly double[] _grid;

    /// <summary>The rule of a metric on a grid.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="grid">The allowed answers, finite, at least one, in any order.</param>
    /// <exception cref="ArgumentException">The grid is empty or holds a number that is not finite.</exception>
    public GridRule(NumberMetric metric, IEnumerable<double> grid)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(grid);
        _metric = metric;
        _grid = [.. grid.Distinct().Order()];
        if (_grid.Length == 0 || !_grid.All(double.IsFinite))
        {
            throw new ArgumentException(
                "A grid needs at least one number, and every one finite. Give the allowed answers, such as 1, 2, 3, 4, 5.", nameof(grid));
        }
    }

    /// <inheritdoc/>
    public bool IsUnimodal => _metric.Rule?.IsUnimodal ?? false;

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var first = 0;
        var last = _grid.Length - 1;
        if (_metric.Rule is { IsUnimodal: true } rule)
        {
            var place = Array.BinarySearch(_grid, rule.Minimise(values, weights));
            first = Math.Clamp(place >= 0 ? place : ~place - 1, 0, last);
            last = Math.Clamp(place >= 0 ? place : ~place, 0, last);
        }

        var numbers = WeightedNumbers.Of(values, weights);
        var sign = _metric.Info.Direction == Direction.LowerIsBetter ? 1 : -1;
        var best = first;
        var least = double.PositiveInfinity;
        for (var k = first; k <= last && last > first; k++)
        {
            var loss = sign * _metric.Accept(new Expectation(numbers, _grid[k]));
            if (loss < least)
            {
                least = loss;
                best = k;
            }
        }

        return _grid[best];
    }

    private sealed class Expectation(WeightedNumbers numbers, double answer) : MetricVisitor<double>
    {
        public override double Visit<TScore>(NumberMetric<TScore> metric)
        {
            var score = metric.Formula;
            var sum = 0.0;
            for (var k = 0; k < numbers.Count; k++)
            {
                sum += numbers.Weights[k] * score.Score(new Real(answer), new Real(numbers.Values[k])).Value;
            }

            return sum / numbers.Total;
        }
    }
}
