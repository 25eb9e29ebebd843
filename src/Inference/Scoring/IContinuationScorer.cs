namespace Accelerated.Inference.Scoring;

/// <summary>
/// Gives the probability of answers that the caller names, such as the values of a grid. May be used by several callers at once.
/// </summary>
public interface IContinuationScorer : IDisposable
{
    /// <summary>
    /// The log-probability of each continuation after the prompt, under the model at temperature 1 with nothing truncated. The prompt is
    /// evaluated once, and so is every beginning that continuations share.
    /// </summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="continuations">
    /// At least one. A text is encoded as it would be right after the prompt, with no space added. The probability is that of these tokens
    /// coming next, not of the answer ending there: where one continuation begins another (1 and 10), append the stop string to all.
    /// </param>
    /// <param name="cancellationToken">Ends the scoring within 200 ms.</param>
    /// <returns>One score a continuation, in their order.</returns>
    /// <exception cref="PromptException">The prompt or a continuation is empty, or they do not fit the context together.</exception>
    /// <exception cref="SourceException">The engine failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task<IReadOnlyList<ScoredContinuation>> ScoreAsync(Prompt prompt, IReadOnlyList<Continuation> continuations, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks, at the price of one short call at most, whether anything can be scored, for those who would draw chains of reasoning in vain.
    /// Does nothing where that is known.
    /// </summary>
    /// <param name="prompt">A prompt to ask with.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="SourceException">Nothing can be scored, or the call failed.</exception>
    Task RequireScoresAsync(Prompt prompt, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
