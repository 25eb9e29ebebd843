using System.Runtime.ExceptionServices;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// From problems to selections: the one path for a problem, a batch and a stream. Whether a device is worth asking is decided first, from
/// sizes alone; on the CPU each problem is then processed by one thread, on a device all are computed at once.
/// </summary>
/// <param name="options">How to select.</param>
/// <param name="pool">The engines.</param>
internal sealed class SelectionRun(SelectionOptions options, EnginePool pool)
{
    // From this many pairs on, all threads share one problem.
    private const long LargeProblem = 1 << 16;

    private readonly Decision _decision = new(options, pool);

    /// <summary>Selects for problems; a problem that cannot be used has an error and does not affect the others.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="deliver">Receives each outcome as soon as it is decided, in any order, on several threads.</param>
    /// <param name="cancellation">Ends the run; decided outcomes are delivered.</param>
    /// <exception cref="EngineException">A required device is missing or failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Run(IReadOnlyList<Problem> problems, Action<int, SelectionOutcome> deliver, CancellationToken cancellation)
    {
        if (!pool.MayUseDevice(problems) && !options.Metric.PreparesProblems)
        {
            var use = EngineUse.Of(pool.Cpu);
            if (problems.Count == 1)
            {
                OnCpu(problems[0], 0, null, options.Threads, use, deliver, cancellation);
            }
            else
            {
                OnCpu(problems, null, Enumerable.Range(0, problems.Count), use, deliver, cancellation);
            }

            return;
        }

        var prepared = new PreparedProblem?[problems.Count];
        var readers = Math.Max(1, options.Threads / Math.Max(1, problems.Count));
        ForEach(problems.Count, cancellation, i => Guard(
            problems[i], i, deliver, () => prepared[i] = PreparedProblem.Of(problems[i], options, readers)));
        if (options.Metric.PreparesProblems)
        {
            var preparing = Enumerable.Range(0, problems.Count).Select(i => Task.Run(() => PrepareAsync(i), CancellationToken.None));
            Task.WhenAll(preparing).GetAwaiter().GetResult();
        }

        int[] usable = [.. Enumerable.Range(0, problems.Count).Where(i => prepared[i] is not null)];
        if (usable.Length == 0)
        {
            return;
        }

        EncodedProblem[] encoded = [.. usable.Select(i => prepared[i]!.Encoded)];
        var device = pool.DeviceFor(encoded, out var fallback);
        if (device is not null)
        {
            // A device is sent all features anew for the winner's row: most rows are sooner computed on the CPU.
            var kept = new CandidateValues?[problems.Count];
            var rows = Math.Min(usable.Length, options.Threads);
            ForEach(usable.Length, cancellation, k => Guard(problems[usable[k]], usable[k], deliver, () =>
                kept[usable[k]] = new CandidateValues(prepared[usable[k]]!, options, cancellation)
                {
                    RowDevice = pool.IsDeviceWorthRow(prepared[usable[k]]!.Encoded, rows) ? device : null,
                }));
            usable = [.. usable.Where(i => kept[i] is not null)];
            encoded = [.. usable.Select(i => prepared[i]!.Encoded)];
            CandidateValues[] values = [.. usable.Select(i => kept[i]!)];
            var sums = Array.ConvertAll(encoded, problem => new double[problem.Rows]);
            fallback = pool.TryRun(
                device,
                () =>
                {
                    device.WeightedSums(encoded, sums, cancellation);
                    Array.ForEach(values, value => value.FromRows(device, cancellation));
                },
                cancellation);
            if (fallback is null)
            {
                var use = EngineUse.Of(device);
                ForEach(usable.Length, cancellation, k => Guard(problems[usable[k]], usable[k], deliver, () =>
                {
                    values[k].FromSums(sums[k]);
                    var selection = _decision.Make(prepared[usable[k]]!, values[k], use, cancellation);
                    deliver(usable[k], new(problems[usable[k]], selection, null));
                }));
                return;
            }
        }

        OnCpu(problems, prepared, usable, EngineUse.Of(pool.Cpu, fallback), deliver, cancellation);

        // A metric's scorer is awaited for all problems at once, whatever the number of threads.
        async Task PrepareAsync(int i)
        {
            try
            {
                if (prepared[i] is { } problem)
                {
                    await options.Metric.PrepareAsync(problem.Encoded, cancellation).ConfigureAwait(false);
                }
            }
            catch (ScorerException e)
            {
                prepared[i] = null;
                deliver(i, new SelectionOutcome(problems[i], null, e));
            }
        }
    }

    // Small problems run one per thread, so that no thread waits for another; large ones follow on all threads.
    private void OnCpu(
        IReadOnlyList<Problem> problems,
        PreparedProblem?[]? prepared,
        IEnumerable<int> indices,
        EngineUse use,
        Action<int, SelectionOutcome> deliver,
        CancellationToken cancellation)
    {
        var sizes = indices.ToLookup(i => options.Threads > 1 && problems.Count > 1 && !IsLarge(problems[i]));
        int[] small = [.. sizes[true]];
        ForEach(small.Length, cancellation, k => OnCpu(problems[small[k]], small[k], prepared?[small[k]], 1, use, deliver, cancellation));
        foreach (var i in sizes[false])
        {
            OnCpu(problems[i], i, prepared?[i], options.Threads, use, deliver, cancellation);
        }
    }

    private void OnCpu(
        Problem problem,
        int index,
        PreparedProblem? prepared,
        int readers,
        EngineUse use,
        Action<int, SelectionOutcome> deliver,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            prepared ??= PreparedProblem.Of(problem, options, readers);
            using var values = new CandidateValues(prepared, options, cancellation);
            values.Compute(pool.Cpu, cancellation);
            deliver(index, new SelectionOutcome(problem, _decision.Make(prepared, values, use, cancellation), null));
        }
        catch (Exception e) when (IsOfProblem(e))
        {
            deliver(index, new SelectionOutcome(problem, null, e));
        }
    }

    private static bool IsLarge(Problem? problem) =>
        problem?.Candidates is { } candidates && (long)candidates.Count * (problem.References ?? candidates).Count >= LargeProblem;

    private void ForEach(int count, CancellationToken cancellation, Action<int> body)
    {
        if (count <= 1 || options.Threads == 1)
        {
            for (var i = 0; i < count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                body(i);
            }

            return;
        }

        try
        {
            Parallel.For(
                0, count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, body);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]); // as one thread would throw it
        }
    }

    private static void Guard(Problem problem, int index, Action<int, SelectionOutcome> deliver, Action body)
    {
        try
        {
            body();
        }
        catch (Exception e) when (IsOfProblem(e))
        {
            deliver(index, new SelectionOutcome(problem, null, e));
        }
    }

    private static bool IsOfProblem(Exception error) => error is (AcceleratedException and not EngineException) or ArgumentException;
}
