namespace Accelerated.Metrics;

/// <summary>
/// Weights by the model's own probability of each answer. An answer that was drawn twice is no more probable for that, so duplicates are
/// removed: of equal texts the most probable keeps its weight (the first of several), the others get none, in whatever order they come.
/// Texts of different token ids, where those are known, are different draws with a probability each, and both count. Monte Carlo
/// samples are the other kind: duplicates kept, <see cref="Weights.Uniform"/>.
/// </summary>
internal static class ModelWeights
{
    private const double LargestLogProbability = 1e-3; // what sums of rounded logarithms may exceed 0 by

    /// <summary>Weights in proportion to p^(1 / temperature), duplicates removed.</summary>
    /// <param name="candidates">The answers; every one has its log-probability.</param>
    /// <param name="temperature">Positive and finite; 1 leaves the model's own distribution.</param>
    /// <exception cref="CandidateException">
    /// There is none, one has no log-probability or one that is not allowed, or all are -inf.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not positive and finite.</exception>
    public static Weights Of(IReadOnlyList<Candidate> candidates, double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var logProbabilities = new double[candidates.Count];
        for (var k = 0; k < logProbabilities.Length; k++)
        {
            logProbabilities[k] = candidates[k].LogProbability ?? throw new CandidateException(
                $"Reference {k} has no log-probability; weights by the model need one on every reference. Set Candidate.LogProbability, "
                + "or use uniform weights.",
                k);
        }

        Weights.RequireTemperature(temperature);
        Weights.RequireLogProbabilities(logProbabilities); // before duplicates lose theirs: an error names them all
        RequireAtMostOne(logProbabilities);
        var kept = new Dictionary<Candidate, int>(candidates.Count, SameDraw.Instance);
        for (var k = 0; k < logProbabilities.Length; k++)
        {
            if (!kept.TryAdd(candidates[k], k))
            {
                var other = kept[candidates[k]];
                var worse = logProbabilities[k] > logProbabilities[other] ? other : k;
                kept[candidates[k]] = worse == k ? other : k;
                logProbabilities[worse] = double.NegativeInfinity;
            }
        }

        return Weights.FromLogProbabilities(logProbabilities, temperature);
    }

    private static void RequireAtMostOne(ReadOnlySpan<double> logProbabilities)
    {
        for (var k = 0; k < logProbabilities.Length; k++)
        {
            if (logProbabilities[k] > LargestLogProbability)
            {
                throw new CandidateException(
                    FormattableString.Invariant(
                        $"Reference {k} has log-probability {logProbabilities[k]}; the logarithm of a probability is at most 0. ")
                    + "Correct it, or give weights in proportion instead.",
                    k);
            }
        }
    }

    private sealed class SameDraw : IEqualityComparer<Candidate>
    {
        public static SameDraw Instance { get; } = new();

        public bool Equals(Candidate? x, Candidate? y) => string.Equals(x!.Text, y!.Text, StringComparison.Ordinal)
            && (x.Tokens is null || y.Tokens is null ? x.Tokens is null && y.Tokens is null : x.Tokens.SequenceEqual(y.Tokens));

        public int GetHashCode(Candidate candidate) => candidate.Text.GetHashCode(StringComparison.Ordinal);
    }
}
