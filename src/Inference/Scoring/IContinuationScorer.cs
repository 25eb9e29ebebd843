namespace Accelerated.Inference.Scoring;

/// <summary>
/// Scores given answers, such as the values of a grid, by their probability under a model. Safe for concurrent callers.
/// </summary>
public interface IContinuationScorer : IDisposable
{
    /// <summary>
    /// The log-probability of each continuation after the prompt, under the model at temperature 1 with nothing truncated. The prompt is
    /// evaluated once, and so is every beginning that continuations share.
    /// </summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="continuations">
    /// At least one answer. A text is encoded as right after the prompt, with no space added. Its score is the probability that these
    /// tokens come next, not that the answer ends there: where one continuation begins another (1 and 10), append the stop string to all.
    /// </param>
    /// <param name="cancellationToken">Ends the scoring within 200 ms.</param>
    /// <returns>One score for each continuation, in their order.</returns>
    /// <exception cref="PromptException">The prompt or a continuation is empty, or they do not fit the context together.</exception>
    /// <exception cref="SourceException">The engine failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task<IReadOnlyList<ScoredContinuation>> ScoreAsync(
        Prompt prompt, IReadOnlyList<Continuation> continuations, CancellationToken cancellationToken = default);

    /// <summary>
    /// Checks, by at most one short call, that answers can be scored, before chains of reasoning are drawn in vain. Does nothing where that
    /// is known.
    /// </summary>
    /// <param name="prompt">The prompt of the call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SourceException">Answers cannot be scored, or the call failed.</exception>
    Task RequireScoresAsync(Prompt prompt, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
