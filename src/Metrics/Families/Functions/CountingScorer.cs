namespace Accelerated.Metrics;

/// <summary>
/// Counts what a scorer is asked for, beneath the memory of <see cref="Metric.CreateBatched"/>: what a model or service really did, and
/// so what it cost.
/// </summary>
/// <param name="scorer">The scorer that is asked.</param>
public sealed class CountingScorer(IBatchScorer scorer) : IBatchScorer
{
    private readonly IBatchScorer _scorer = scorer ?? throw new ArgumentNullException(nameof(scorer));
    private readonly Lock _turn = new();
    private ScorerUsage _usage;

    /// <summary>What was asked so far, over all problems.</summary>
    public ScorerUsage Usage
    {
        get
        {
            lock (_turn)
            {
                return _usage;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<double>> ScoreAsync(
        IReadOnlyList<(string Hypothesis, string Reference)> pairs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        try
        {
            return await _scorer.ScoreAsync(pairs, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_turn)
            {
                _usage = new(_usage.Calls + 1, _usage.Pairs + pairs.Count);
            }
        }
    }
}
