using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>The candidates that a source drew for a prompt.</summary>
public sealed class DrawnSet
{
    internal DrawnSet(IReadOnlyList<DrawnCandidate> candidates, int requested)
    {
        Candidates = candidates;
        Requested = requested;
    }

    /// <summary>The candidates in the order of their index; fewer than requested where the source failed or ended early.</summary>
    public IReadOnlyList<DrawnCandidate> Candidates { get; }

    /// <summary>The number of candidates asked for.</summary>
    public int Requested { get; }

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    /// <summary>Why candidates are missing; null where none is.</summary>
    public SourceException? Failure { get; internal init; }

    /// <summary>
    /// Draws and keeps all candidates of a prompt. Where the source fails or ends after the first candidate, the drawn ones are kept and
    /// <see cref="Failure"/> is set; before the first candidate, the failure is thrown.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="count">The number of candidates, at least 1.</param>
    /// <param name="options">How each token is drawn and where an answer ends.</param>
    /// <param name="cancellationToken">Ends the drawing within 200 ms, even if the source continues.</param>
    /// <exception cref="OptionException">The count or an option is outside its range, or not supported by the source.</exception>
    /// <exception cref="PromptException">The prompt is empty or too long.</exception>
    /// <exception cref="SourceException">The source failed or ended before the first candidate.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<DrawnSet> CollectAsync(
        ICandidateSource source, Prompt prompt, int count, SamplingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var drawn = new List<DrawnCandidate>(Math.Min(Math.Max(count, 0), 1024));
        SourceException? failure = null;
        try
        {
            await DrawAsync(source.DrawAsync(prompt, count, options, cancellationToken), drawn, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
            when (cancellationToken.IsCancellationRequested && exception.CancellationToken != cancellationToken)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (SourceException exception) when (drawn.Count > 0)
        {
            failure = exception;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsOfSource(exception, drawn.Count))
        {
            failure = new SourceException(
                drawn.Count > 0
                    ? $"{source.Name} failed after {drawn.Count} of {count}: {exception.Message} Those are kept; see to the cause, then " +
                      "ask for the rest."
                    : $"{source.Name} failed before the first of {count}: {exception.Message} See to the cause, then ask again.",
                drawn.Count,
                count,
                exception);
        }

        if (drawn.Count < count)
        {
            failure ??= new SourceException(
                $"{source.Name} ended after {drawn.Count} of {count} candidates. Ask for fewer, or use a source that has as many.",
                drawn.Count,
                count);
        }

        drawn.Sort((left, right) => left.Index.CompareTo(right.Index));
        return drawn.Count > 0 ? new DrawnSet(drawn, count) { Failure = failure } : throw failure!;
    }

    // Before the first candidate, errors of the request itself are not wrapped.
    private static bool IsOfSource(Exception exception, int drawn) =>
        exception is not ObjectDisposedException && (drawn > 0 || exception is not (AcceleratedException or ArgumentException));

    // Once cancelled, a source has a moment to end by itself; one that hangs is abandoned.
    private static async Task DrawAsync(
        IAsyncEnumerable<DrawnCandidate> source, List<DrawnCandidate> drawn, CancellationToken cancellationToken)
    {
        using var impatience = new CancellationTokenSource();
        using var waiting = cancellationToken.UnsafeRegister(state => ((CancellationTokenSource)state!).CancelAfter(Patience), impatience);
        var candidates = source.GetAsyncEnumerator(cancellationToken);
        Task<bool>? next = null;
        try
        {
            while (await (next = candidates.MoveNextAsync().AsTask()).WaitAsync(impatience.Token).ConfigureAwait(false))
            {
                drawn.Add(candidates.Current);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            var disposing = DisposeAsync(candidates, next);
            if (next is not { IsCompleted: false })
            {
                await disposing.WaitAsync(impatience.Token).ConfigureAwait(false);
            }
        }
    }

    // An enumerator cannot be disposed while a step of it runs.
    private static async Task DisposeAsync(IAsyncEnumerator<DrawnCandidate> candidates, Task? next)
    {
        if (next is not null)
        {
            await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await candidates.DisposeAsync().ConfigureAwait(false);
    }
}
