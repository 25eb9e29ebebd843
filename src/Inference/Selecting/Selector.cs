using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Selects, for each problem, the answer of the best expected metric (minimum Bayes risk; Kumar and Byrne 2004, Lukasik et al. 2024). Safe
/// for concurrent callers. The same problem gives the same selection, to the last bit, on every engine, with any number of threads, alone
/// or in a batch.
/// </summary>
public sealed class Selector : IDisposable
{
    // From here on it is worth asking the drivers whether there is a device.
    private const int ManyProblems = 256;

    private readonly EnginePool _pool;
    private readonly Decision _decision;
    private bool _disposed;

    /// <summary>A selector; its engines are made when first needed.</summary>
    /// <exception cref="OptionException">An option is not allowed.</exception>
    public Selector(SelectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        _pool = new EnginePool(options.Engine, options.RequireGpu, options.Threads);
        _decision = new Decision(options, _pool);
    }

    /// <summary>How it selects.</summary>
    public SelectionOptions Options { get; }

    /// <summary>Selects for one problem.</summary>
    /// <exception cref="CandidateException">A candidate or reference cannot be used.</exception>
    /// <exception cref="EngineException">A device is required and there is none, or it failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Selection Select(Problem problem, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Select(problem, Options.Threads, cancellation);
    }

    /// <summary>The features and weights that this selector would compute with, for callers that run an engine themselves.</summary>
    /// <exception cref="CandidateException">A candidate or reference cannot be used.</exception>
    public EncodedProblem Encode(Problem problem) => PreparedProblem.Of(problem, Options, Options.Threads).Encoded;

    /// <summary>Selects for many problems, ragged as they are, in as few engine calls as their metric allows.</summary>
    /// <returns>One outcome a problem, in order; a problem that cannot be used has an error and leaves the others alone.</returns>
    /// <exception cref="EngineException">A device is required and there is none, or it failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<SelectionOutcome> SelectMany(IReadOnlyList<Problem> problems, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var outcomes = new SelectionOutcome?[problems.Count];
        if (problems.Count >= ManyProblems && _pool.IsProcessorOnly)
        {
            EachAlone(problems, outcomes, cancellation);
        }
        else
        {
            AllAtOnce(problems, outcomes, cancellation);
        }

        return outcomes!;
    }

    /// <summary>
    /// Selects for a stream of problems, reading ahead by one batch; what is held is bounded by <paramref name="limits"/>.
    /// </summary>
    /// <param name="problems">The problems; read once.</param>
    /// <param name="limits">The size of a batch; null for <see cref="BatchLimits.Default"/>.</param>
    /// <param name="progress">Told the number of problems done, after each batch.</param>
    /// <param name="cancellation">
    /// Ends the stream with an <see cref="OperationCanceledException"/>, after the outcomes of finished batches.
    /// </param>
    /// <returns>One outcome a problem, in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit is below 1.</exception>
    public IAsyncEnumerable<SelectionOutcome> SelectAsync(
        IAsyncEnumerable<Problem> problems, BatchLimits? limits = null, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var size = limits ?? BatchLimits.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Problems, 1, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Characters, 1, nameof(limits));
        return StreamAsync(problems, size, progress, cancellation);
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
        var batches = Channel.CreateBounded<List<Problem>>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => Batches.ReadAsync(problems, limits, batches.Writer, stop.Token), CancellationToken.None);
        var done = 0L;
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                foreach (var outcome in SelectMany(batch, cancellation))
                {
                    yield return outcome;
                }

                progress?.Report(done += batch.Count);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private Selection Select(Problem problem, int readers, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var prepared = PreparedProblem.Of(problem, Options, readers);
        using var values = new CandidateValues(prepared, Options);
        var use = _pool.Run([prepared.Encoded], engine => values.Compute(engine, cancellation));
        return _decision.Make(prepared, values, use, cancellation);
    }

    // No device gains from having all at once, so a thread takes each problem from text to selection, and nothing of it is kept.
    private void EachAlone(IReadOnlyList<Problem> problems, SelectionOutcome?[] outcomes, CancellationToken cancellation) =>
        ForEach(problems.Count, cancellation, i => Guard(problems, outcomes, i, () =>
            outcomes[i] = new SelectionOutcome(problems[i], Select(problems[i], readers: 1, cancellation), null)));

    private void AllAtOnce(IReadOnlyList<Problem> problems, SelectionOutcome?[] outcomes, CancellationToken cancellation)
    {
        var prepared = new PreparedProblem?[problems.Count];
        var readers = Math.Max(1, Options.Threads / Math.Max(1, problems.Count));
        ForEach(problems.Count, cancellation, i => Guard(problems, outcomes, i, () => prepared[i] = PreparedProblem.Of(problems[i], Options, readers)));

        var usable = Enumerable.Range(0, problems.Count).Where(i => prepared[i] is not null).ToArray();
        if (usable.Length == 0)
        {
            return;
        }

        var encoded = Array.ConvertAll(usable, i => prepared[i]!.Encoded);
        var sums = Array.ConvertAll(encoded, problem => new double[problem.Rows]);
        var values = Array.ConvertAll(usable, i => new CandidateValues(prepared[i]!, Options));
        var use = _pool.Run(encoded, engine =>
        {
            engine.WeightedSums(encoded, sums, cancellation);
            foreach (var value in values)
            {
                value.FromRows(engine, cancellation);
            }
        });
        ForEach(usable.Length, cancellation, k => Guard(problems, outcomes, usable[k], () =>
        {
            values[k].FromSums(sums[k]);
            var selection = _decision.Make(prepared[usable[k]]!, values[k], use, cancellation);
            outcomes[usable[k]] = new SelectionOutcome(problems[usable[k]], selection, null);
        }));
    }

    private void ForEach(int count, CancellationToken cancellation, Action<int> body)
    {
        if (count == 1 || Options.Threads == 1)
        {
            for (var i = 0; i < count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                body(i);
            }

            return;
        }

        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Options.Threads, CancellationToken = cancellation }, body);
    }

    private static void Guard(IReadOnlyList<Problem> problems, SelectionOutcome?[] outcomes, int index, Action body)
    {
        try
        {
            body();
        }
        catch (Exception e) when (e is CandidateException or ArgumentException)
        {
            outcomes[index] = new SelectionOutcome(problems[index], null, e);
        }
    }
}
