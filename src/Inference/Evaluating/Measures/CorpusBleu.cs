using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>
/// BLEU of all items together, 0 to 100 (Papineni et al. 2002, as Post 2018 settles it): matches, clipped by the right answer that has
/// most of an n-gram, and n-grams are summed over the items, as are the lengths of the answers and of the right answers nearest to them.
/// An order without a match is smoothed exponentially.
/// </summary>
/// <param name="name">The name, options included.</param>
/// <param name="metric">Cuts texts into n-grams.</param>
internal sealed class CorpusBleu(string name, BagMetric metric)
    : AdditiveMeasure(name, Direction.HigherIsBetter, 2 * metric.Encoder.Orders + 2)
{
    private int Orders => metric.Encoder.Orders;

    /// <inheritdoc/>
    public override double[]?[]? Read(IReadOnlyList<Candidate> answers, IReadOnlyList<Candidate> gold, CancellationToken cancellation)
    {
        var features = (BagFeatures)metric.Encode([.. answers, .. gold]);
        var statistics = new double[answers.Count][];
        for (var a = 0; a < statistics.Length; a++)
        {
            statistics[a] = new double[Width];
        }

        for (var order = 0; order < Orders; order++)
        {
            // The j-th copy of an n-gram is its own symbol, so that the union of all right answers has it as often as one of them.
            var bags = features.Orders[order].Bags;
            var right = new HashSet<int>();
            for (var g = 0; g < gold.Count; g++)
            {
                right.UnionWith(bags[answers.Count + g].ToArray());
            }

            for (var a = 0; a < answers.Count; a++)
            {
                foreach (var symbol in bags[a])
                {
                    statistics[a][order] += right.Contains(symbol) ? 1 : 0;
                }

                statistics[a][Orders + order] = bags.LengthOf(a);
            }
        }

        for (var a = 0; a < answers.Count; a++)
        {
            var length = features.LengthOf(a);
            statistics[a][2 * Orders] = length;
            statistics[a][2 * Orders + 1] = Enumerable.Range(answers.Count, gold.Count).Select(features.LengthOf)
                .OrderBy(right => Math.Abs(right - length)).ThenBy(right => right).First();
        }

        return statistics;
    }

    /// <inheritdoc/>
    public override double[]? Unanswered(IReadOnlyList<Candidate> gold) => Read([""], gold, default)![0];

    /// <inheritdoc/>
    protected override double OfSums(ReadOnlySpan<double> sums, int items)
    {
        var (length, right) = (sums[2 * Orders], sums[2 * Orders + 1]);
        var (logarithms, smoothing) = (0.0, 1.0);
        if (sums[0] == 0)
        {
            return 0;
        }

        for (var order = 0; order < Orders; order++)
        {
            var (matches, total) = (sums[order], sums[Orders + order]);
            if (total == 0)
            {
                return 0;
            }

            smoothing *= matches == 0 ? 2 : 1;
            logarithms += Math.Log(matches == 0 ? 1 / (smoothing * total) : matches / total);
        }

        return 100 * Math.Exp(logarithms / Orders + Math.Min(0, 1 - right / length));
    }
}
