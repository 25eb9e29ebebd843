namespace Accelerated.Metrics;

/// <summary>
/// The closed form of the Hamming loss over sets of labels: every label that more than half of the weight has (Dembczynski et al. 2012);
/// one with exactly half, to a relative 1e-9, is left out. Labels stand in the order in which samples first have them.
/// </summary>
/// <param name="labels">What the loss is divided by.</param>
internal sealed class HammingRule(double labels) : IBagRule
{
    /// <inheritdoc/>
    public BagAnswer Decide(IReadOnlyList<Candidate> samples, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var scale = -Math.ILogB(WeightedNumbers.RequireWeights(samples.Count, weights));
        var sets = new string[samples.Count][];
        var sums = new OrderedDictionary<string, double>();
        var total = 0.0;
        for (var n = 0; n < sets.Length; n++)
        {
            using var rows = new TokenRows(1);
            LabelBagEncoder.Read(samples[n], rows);
            sets[n] = rows.Names();
            var weight = Math.ScaleB(weights[n], scale);
            total += weight;
            foreach (var label in sets[n])
            {
                sums[label] = sums.GetValueOrDefault(label) + weight;
            }
        }

        var half = total * (0.5 + WeightedNumbers.Slack);
        string[] chosen = [.. sums.Where(sum => sum.Value > half).Select(sum => sum.Key)];
        var loss = sums.Sum(sum => sum.Value > half ? total - sum.Value : sum.Value) / total;
        return new BagAnswer(
            string.Join(", ", chosen),
            chosen,
            loss / labels,
            Array.FindIndex(sets, set => set.Length == chosen.Length && !set.Except(chosen).Any()));
    }
}
