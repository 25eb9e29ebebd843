namespace Accelerated.Metrics;

// Metrics of the user that are functions of texts.
public abstract partial class Metric
{
    /// <summary>A metric that is a function of two texts. It runs on the CPU; equal texts are scored once.</summary>
    /// <param name="name">The metric's name, for messages and reports.</param>
    /// <param name="score">
    /// The value of a hypothesis, its first argument, against a reference. Called by several threads at once, so what it shares must allow
    /// that, or <paramref name="oneAtATime"/> be set.
    /// </param>
    /// <param name="direction">Which values are better.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <param name="symmetric">Whether u(h, r) = u(r, h) always; half the pairs of a matrix are then computed.</param>
    /// <param name="oneAtATime">Whether the function is called by one thread at a time, over all problems.</param>
    /// <param name="nonFinite">What a value that is not a finite number means.</param>
    /// <exception cref="ArgumentException">
    /// The name is empty, the minimum is not below the maximum, or non-finite values count as a worst value that is not finite.
    /// </exception>
    public static Metric Create(
        string name,
        Func<string, string, double> score,
        Direction direction = Direction.HigherIsBetter,
        double minimum = double.NegativeInfinity,
        double maximum = double.PositiveInfinity,
        bool symmetric = false,
        bool oneAtATime = false,
        NonFiniteUtility nonFinite = NonFiniteUtility.Error)
    {
        ArgumentNullException.ThrowIfNull(score);
        return new LambdaMetric(InfoOf(name, direction, minimum, maximum, symmetric), score, oneAtATime, nonFinite);
    }

    /// <summary>
    /// A metric whose pairs are scored in batches by a model or a service. It runs on the CPU; equal texts are scored once, and pairs
    /// scored before are remembered. All pairs of a problem are scored when an engine asks for the first.
    /// </summary>
    /// <param name="name">The metric's name, for messages and reports.</param>
    /// <param name="scorer">Scores pairs.</param>
    /// <param name="direction">Which values are better.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <param name="symmetric">
    /// Whether u(h, r) = u(r, h) always; where the candidates are the references, half the pairs are then scored.
    /// </param>
    /// <param name="batchSize">Most pairs a call, at least 1.</param>
    /// <param name="cachedPairs">Most pairs that are remembered, at least 0.</param>
    /// <param name="concurrentCalls">
    /// Most calls at once, over all problems, at least 1. Problems that are scored at once may both score a pair.
    /// </param>
    /// <param name="nonFinite">What a value that is not a finite number means.</param>
    /// <exception cref="ArgumentException">
    /// The name is empty, the minimum is not below the maximum, or non-finite values count as a worst value that is not finite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below its least value.</exception>
    public static Metric CreateBatched(
        string name,
        IBatchScorer scorer,
        Direction direction = Direction.HigherIsBetter,
        double minimum = double.NegativeInfinity,
        double maximum = double.PositiveInfinity,
        bool symmetric = false,
        int batchSize = 64,
        int cachedPairs = 1 << 16,
        int concurrentCalls = 1,
        NonFiniteUtility nonFinite = NonFiniteUtility.Error)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(cachedPairs);
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrentCalls, 1);
        var info = InfoOf(name, direction, minimum, maximum, symmetric);
        return new BatchMetric(info, scorer, batchSize, cachedPairs, concurrentCalls, nonFinite);
    }

    private static MetricInfo InfoOf(string name, Direction direction, double minimum, double maximum, bool symmetric)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return minimum < maximum
            ? new MetricInfo(name, direction, minimum, maximum, symmetric)
            : throw new ArgumentException(
                FormattableString.Invariant($"The range of {name} is {minimum} to {maximum}; the minimum must be below the maximum."),
                nameof(minimum));
    }
}
