using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>
/// chrF of all items together, 0 to 100 (Popović 2015): matches and n-grams are summed over the items, each against the right answer that
/// suits it best; precision and recall are then averaged over the orders and joined to one F-beta.
/// </summary>
internal sealed class CorpusChrF : AdditiveMeasure
{
    private readonly BagMetric _metric;
    private readonly double _square;

    /// <summary>Creates it.</summary>
    /// <param name="name">The name, options included.</param>
    /// <param name="metric">Cuts texts into n-grams; chrF of the beta to use.</param>
    /// <exception cref="OptionException">The metric averages in another way.</exception>
    public CorpusChrF(string name, BagMetric metric) : base(name, Direction.HigherIsBetter, 3 * metric.Encoder.Orders)
    {
        _metric = metric;
        _square = metric is BagMetric<ChrF> chrF
            ? chrF.Formula.Square
            : throw new OptionException("measure", $"{name} has no form for many items; leave the option eps out.");
    }

    /// <inheritdoc/>
    public override double[]?[]? Read(IReadOnlyList<Candidate> answers, IReadOnlyList<Candidate> gold, CancellationToken cancellation)
    {
        var features = (BagFeatures)_metric.Encode([.. answers, .. gold]);
        return [.. Enumerable.Range(0, answers.Count).Select(a =>
            Enumerable.Range(answers.Count, gold.Count).Select(g => Pair(features, a, g)).MaxBy(pair => OfSums(pair, 1))!)];
    }

    /// <inheritdoc/>
    public override double[]? Unanswered(IReadOnlyList<Candidate> gold) => Read([""], gold, default)![0];

    /// <inheritdoc/>
    protected override double OfSums(ReadOnlySpan<double> sums, int items)
    {
        var (precision, recall, orders) = (0.0, 0.0, 0);
        for (var order = 0; order < sums.Length; order += 3)
        {
            if (sums[order] > 0 && sums[order + 1] > 0)
            {
                precision += sums[order + 2] / sums[order];
                recall += sums[order + 2] / sums[order + 1];
                orders++;
            }
        }

        return precision == 0 ? 0 : 100 * (1 + _square) * precision * recall / (orders * (_square * precision + recall));
    }

    private double[] Pair(BagFeatures features, int answer, int gold)
    {
        var statistics = new double[Width];
        for (var order = 0; order < features.Orders.Length; order++)
        {
            var bags = features.Orders[order].Bags;
            var right = new HashSet<int>(bags[gold].ToArray());
            statistics[3 * order] = bags.LengthOf(answer);
            statistics[3 * order + 1] = bags.LengthOf(gold);
            foreach (var symbol in bags[answer])
            {
                statistics[3 * order + 2] += right.Contains(symbol) ? 1 : 0;
            }
        }

        return statistics;
    }
}
