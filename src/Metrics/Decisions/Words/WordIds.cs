using System.Runtime.InteropServices;

namespace Accelerated.Metrics;

/// <summary>Which of several written words are the same to a metric: those of which it reads the same.</summary>
internal static class WordIds
{
    /// <summary>The id, from 1, of each of some different words.</summary>
    /// <param name="metric">
    /// The metric. A word of which it reads nothing, such as punctuation to many, is a word of its own; and so is each to metrics that read
    /// whole texts.
    /// </param>
    /// <param name="words">The words.</param>
    public static int[] Of(Metric metric, IReadOnlyList<Candidate> words)
    {
        var ids = new int[words.Count];
        var features = metric.Family is MetricFamily.Bags or MetricFamily.Alignments && ids.Length > 0 ? metric.Encode(words) : null;
        var known = new Dictionary<int, int>(ids.Length, new SameFeatures(features));
        for (var k = 0; k < ids.Length; k++)
        {
            if (!known.TryGetValue(k, out ids[k]))
            {
                known[k] = ids[k] = known.Count + 1;
            }
        }

        return ids;
    }

    private sealed class SameFeatures(Features? features) : IEqualityComparer<int>
    {
        public bool Equals(int left, int right)
        {
            if (left == right || features is null || features.LengthOf(left) == 0)
            {
                return left == right;
            }

            if (features is not BagFeatures bags)
            {
                return Symbols(features, left).SequenceEqual(Symbols(features, right));
            }

            foreach (var order in bags.Orders)
            {
                if (!order.Bags[left].SequenceEqual(order.Bags[right]))
                {
                    return false;
                }
            }

            return true;
        }

        public int GetHashCode(int word)
        {
            if (features is null || features.LengthOf(word) == 0)
            {
                return word;
            }

            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(Symbols(features, word)));
            return hash.ToHashCode();
        }

        private static ReadOnlySpan<int> Symbols(Features features, int word) =>
            features is BagFeatures bags ? bags.Orders[0].Bags[word] : ((SequenceFeatures)features).Sequences[word];
    }
}
