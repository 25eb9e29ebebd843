namespace Accelerated.Metrics;

/// <summary>
/// Scores many pairs of texts at once: a model, a judge, a service. <see cref="Metric.CreateBatched"/> makes a metric of it.
/// </summary>
public interface IBatchScorer
{
    /// <summary>The value of each hypothesis against its reference.</summary>
    /// <param name="pairs">The pairs, at least one; no two are equal.</param>
    /// <param name="cancellationToken">Stops the call; whoever waits for it leaves at once, whether or not it heeds this.</param>
    /// <returns>One value a pair, in their order. It must be the same whatever else is in the batch.</returns>
    Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<(string Hypothesis, string Reference)> pairs, CancellationToken cancellationToken);
}
