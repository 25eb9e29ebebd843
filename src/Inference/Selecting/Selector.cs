using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Accelerated.Inference.Engines;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Selects, for each problem, the answer of the best expected metric (minimum Bayes risk; Kumar and Byrne 2004, Lukasik et al. 2024). Safe
/// for concurrent callers. The same problem gives the same selection, to the last bit, on every engine, with any number of threads, alone
/// or in a batch.
/// </summary>
public sealed class Selector : IDisposable
{
    // A stream that does not answer to its token is not waited for longer.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(100);

    private readonly EnginePool _pool;
    private readonly SelectionRun _run;
    private bool _disposed;

    /// <summary>A selector; its engines are made when first needed.</summary>
    /// <param name="options">How to select.</param>
    /// <exception cref="OptionException">An option is not allowed.</exception>
    public Selector(SelectionOptions options) : this(options, null)
    {
    }

    /// <summary>A selector that computes with an engine of the caller's, in place of <see cref="SelectionOptions.Engine"/>.</summary>
    /// <param name="options">How to select.</param>
    /// <param name="engine">
    /// The engine; not disposed with the selector, and null for that of the options. Where it is a device
    /// (<see cref="PairEngine.IsDevice"/>) and throws, the CPU takes its place and <see cref="Selection.Fallback"/> says why, unless
    /// <see cref="SelectionOptions.RequireGpu"/> forbids it.
    /// </param>
    /// <exception cref="OptionException">An option is not allowed.</exception>
    public Selector(SelectionOptions options, PairEngine? engine)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (engine is { IsDevice: false } && options.RequireGpu)
        {
            throw new OptionException("engine", $"The engine {engine.Name} is no GPU, yet one is required. Give another engine, or do not require it.");
        }

        Options = options;
        _pool = new EnginePool(options, engine);
        _run = new SelectionRun(options, _pool);
    }

    /// <summary>How it selects.</summary>
    public SelectionOptions Options { get; }

    /// <summary>Selects for one problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="CandidateException">A candidate or reference cannot be used.</exception>
    /// <exception cref="EngineException">A device is required and there is none, or it failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Selection Select(Problem problem, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var outcome = SelectMany([problem], cancellationToken)[0];
        if (outcome.Error is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        return outcome.Selection;
    }

    /// <summary>The features and weights that this selector would compute with, for callers that run an engine themselves.</summary>
    /// <exception cref="CandidateException">A candidate or reference cannot be used.</exception>
    public EncodedProblem Encode(Problem problem) => PreparedProblem.Of(problem, Options, Options.Threads).Encoded;

    /// <summary>Selects for many problems, ragged as they are, in as few engine calls as their metric allows.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>One outcome a problem, in order; a problem that cannot be used has an error and leaves the others alone.</returns>
    /// <exception cref="EngineException">A device is required and there is none, or it failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<SelectionOutcome> SelectMany(IReadOnlyList<Problem> problems, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var outcomes = new SelectionOutcome[problems.Count];
        _run.Run(problems, (i, outcome) => outcomes[i] = outcome, cancellationToken);
        return outcomes;
    }

    /// <summary>
    /// Selects for a stream of problems. Each outcome is given as soon as it and those before it are decided; what is held is two batches of
    /// <paramref name="limits"/>, one that is computed and one that is read.
    /// </summary>
    /// <param name="problems">The problems; read once.</param>
    /// <param name="limits">The size of a batch; null for the defaults.</param>
    /// <param name="progress">Told the number of problems done, after each batch.</param>
    /// <param name="cancellationToken">
    /// Ends the stream with an <see cref="OperationCanceledException"/>, after the outcomes that were decided, whether the stream of problems
    /// answers or waits.
    /// </param>
    /// <returns>One outcome a problem, in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit is outside its range.</exception>
    public IAsyncEnumerable<SelectionOutcome> SelectAsync(
        IAsyncEnumerable<Problem> problems, BatchLimits? limits = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var size = limits ?? new BatchLimits();
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Problems, 1, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Characters, 1, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Wait, TimeSpan.Zero, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size.Wait, TimeSpan.FromDays(1), nameof(limits));
        return StreamAsync(problems, size, progress, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _pool.Dispose();
        }
    }

    private async IAsyncEnumerable<SelectionOutcome> StreamAsync(
        IAsyncEnumerable<Problem> problems, BatchLimits limits, IProgress<long>? progress, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var token = stop.Token;
        var buffer = new BatchBuffer(limits);
        var reading = Task.Run(() => buffer.ReadAsync(problems, token), CancellationToken.None);
        var selecting = Task.CompletedTask;
        var done = 0L;
        try
        {
            while (await TakeAsync(buffer, token, cancellation).ConfigureAwait(false) is { } batch)
            {
                var outcomes = new OrderedOutcomes(batch.Count);
                selecting = Task.Run(() => Run(batch, outcomes, token, cancellation), CancellationToken.None);
                await foreach (var outcome in outcomes.Ready.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    yield return outcome;
                }

                progress?.Report(done += batch.Count);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await selecting.ConfigureAwait(false);
            await Task.WhenAny(reading, Task.Delay(s_grace, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    // The caller knows its own token, not the one that also ends what it leaves.
    private static async ValueTask<List<Problem>?> TakeAsync(BatchBuffer buffer, CancellationToken stop, CancellationToken cancellation)
    {
        try
        {
            return await buffer.TakeAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    private void Run(List<Problem> batch, OrderedOutcomes outcomes, CancellationToken stop, CancellationToken cancellation)
    {
        try
        {
            _run.Run(batch, outcomes.Deliver, stop);
            outcomes.End(null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            outcomes.End(new OperationCanceledException(cancellation));
        }
        catch (Exception e)
        {
            outcomes.End(e);
        }
    }
}
