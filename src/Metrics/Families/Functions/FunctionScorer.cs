namespace Accelerated.Metrics;

/// <summary>Scores pairs by an asynchronous function.</summary>
/// <param name="score">The function; as <see cref="IBatchScorer.ScoreAsync"/>.</param>
public sealed class FunctionScorer(
    Func<IReadOnlyList<(string Hypothesis, string Reference)>, CancellationToken, Task<IReadOnlyList<double>>> score) : IBatchScorer
{
    private readonly Func<IReadOnlyList<(string Hypothesis, string Reference)>, CancellationToken, Task<IReadOnlyList<double>>> _score =
        score ?? throw new ArgumentNullException(nameof(score));

    /// <inheritdoc/>
    public Task<IReadOnlyList<double>> ScoreAsync(
        IReadOnlyList<(string Hypothesis, string Reference)> pairs, CancellationToken cancellationToken) =>
        _score(pairs, cancellationToken);
}
