using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Accelerated.Inference.Engines;
using Accelerated.Inference.Explaining;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Selects, for each problem, the answer with the best expected metric (minimum Bayes risk; Kumar and Byrne 2004, Lukasik et al. 2024).
/// Safe for concurrent callers. The same problem gives the same selection, to the last bit, on every engine, with any number of threads,
/// alone or in a batch.
/// </summary>
public sealed class Selector : IDisposable
{
    // The longest wait for a stream that ignores its token.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(100);

    private readonly EnginePool _pool;
    private readonly SelectionRun _run;
    private bool _disposed;

    /// <summary>Creates a selector; its engines are opened when first needed.</summary>
    /// <param name="options">How to select.</param>
    /// <exception cref="OptionException">An option is not allowed.</exception>
    public Selector(SelectionOptions options) : this(options, null)
    {
    }

    /// <summary>Creates a selector with a given engine instead of <see cref="SelectionOptions.Engine"/>.</summary>
    /// <param name="options">How to select.</param>
    /// <param name="engine">
    /// The engine, disposed by the caller; null for that of the options. Where it is a device (<see cref="PairEngine.IsDevice"/>) and
    /// throws, the selection falls back to the CPU and <see cref="Selection.Fallback"/> says why, unless
    /// <see cref="SelectionOptions.RequireGpu"/> is set.
    /// </param>
    /// <exception cref="OptionException">An option is not allowed.</exception>
    public Selector(SelectionOptions options, PairEngine? engine)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (engine is { IsDevice: false } && options.RequireGpu)
        {
            throw new OptionException(
                nameof(engine), $"Invalid engine '{engine.Name}': expected a device, because SelectionOptions.RequireGpu is true.");
        }

        Options = options;
        _pool = new EnginePool(options, engine);
        _run = new SelectionRun(options, _pool);
    }

    /// <summary>The options.</summary>
    public SelectionOptions Options { get; }

    /// <summary>Selects for one problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="cancellationToken">Ends the selection within about 100 ms.</param>
    /// <exception cref="CandidateException">A candidate or reference cannot be used.</exception>
    /// <exception cref="ScorerException">The metric's code failed, or a utility is not finite.</exception>
    /// <exception cref="EngineException">A required device is missing or failed.</exception>
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

    /// <summary>
    /// Selects for one problem and says why: supporters, dissent, the votes that decide, and how far the winner is ahead by votes that did
    /// not select it. Computes all pairs, and the winner anew without each vote: D^3 steps for D distinct references, on the CPU.
    /// </summary>
    /// <param name="problem">The problem.</param>
    /// <param name="agreement">
    /// The metric from which two references agree; null for 0.7 of a similarity's greatest value, or half of a loss's mean over all pairs.
    /// </param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OptionException">The agreement is not a finite number.</exception>
    /// <exception cref="CandidateException">A candidate or reference cannot be used, or there are too many to hold all pairs.</exception>
    /// <exception cref="ScorerException">The metric's code failed, or a utility is not finite.</exception>
    /// <exception cref="EngineException">A required device is missing or failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Explanation Explain(Problem problem, double? agreement = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        new OptionRule("Explain").Require(
            agreement is null || double.IsFinite(agreement.Value), nameof(agreement), agreement, "a finite number", "Leave it out.");
        return new Explainer(Options, _pool.Cpu, Select).Explain(problem, agreement, cancellationToken);
    }

    /// <summary>The selection and <see cref="Explanation.MarginErrors"/>, without the rest of an explanation.</summary>
    internal (Selection Selection, double MarginErrors) Compare(Problem problem, CancellationToken cancellationToken) =>
        new Explainer(Options, _pool.Cpu, Select).Compare(problem, cancellationToken);

    /// <summary>The features and weights that this selector uses for a problem, for callers that run an engine themselves.</summary>
    /// <param name="problem">The problem.</param>
    /// <exception cref="CandidateException">A candidate or reference cannot be used.</exception>
    public EncodedProblem Encode(Problem problem) => PreparedProblem.Of(problem, Options, Options.Threads).Encoded;

    /// <summary>Selects for many problems of any sizes, in as few engine calls as possible.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="cancellationToken">Ends the selection within about 100 ms.</param>
    /// <returns>One outcome per problem, in order; a problem that cannot be used has an error and does not affect the others.</returns>
    /// <exception cref="EngineException">A required device is missing or failed.</exception>
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
    /// Selects for a stream of problems. Each outcome is returned as soon as it and those before it are decided. Two batches of
    /// <paramref name="limits"/> are in memory, one being computed and one being read.
    /// </summary>
    /// <param name="problems">The problems; read once.</param>
    /// <param name="limits">The size of a batch; null for the defaults.</param>
    /// <param name="progress">Receives the number of finished problems after each batch.</param>
    /// <param name="cancellationToken">
    /// Ends the outcomes with an <see cref="OperationCanceledException"/> after those already decided, even while the stream of problems
    /// waits.
    /// </param>
    /// <returns>One outcome per problem, in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit is outside its range.</exception>
    public IAsyncEnumerable<SelectionOutcome> SelectAsync(
        IAsyncEnumerable<Problem> problems,
        BatchLimits? limits = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
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
        IAsyncEnumerable<Problem> problems,
        BatchLimits limits,
        IProgress<long>? progress,
        [EnumeratorCancellation] CancellationToken cancellation)
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

    // The exception carries the caller's token, not the internal one that also ends abandoned work.
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
