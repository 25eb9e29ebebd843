using System.Diagnostics.CodeAnalysis;

namespace Accelerated.Metrics;

/// <summary>A metric whose pairs are scored in batches: all of a problem when the first is asked for.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing to free.")]
internal sealed class BatchMetric(
    MetricInfo info, IBatchScorer scorer, int batchSize, int cachedPairs, int concurrentCalls, NonFiniteUtility nonFinite)
    : FunctionMetric(info, nonFinite)
{
    private readonly RecentValues<(string Hypothesis, string Reference), double> _cache = new(cachedPairs);
    private readonly SemaphoreSlim _calls = new(concurrentCalls);

    internal override Features Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new BatchFeatures([.. items.Select(item => item.Text)]);
    }

    public override IRowScorer Rows(EncodedProblem problem) => new Scorer(this, problem);

    internal override bool PreparesProblems => true;

    internal override Task PrepareAsync(EncodedProblem problem, CancellationToken cancellationToken) =>
        UtilitiesAsync(problem, cancellationToken);

    private async Task<double[]> UtilitiesAsync(EncodedProblem problem, CancellationToken cancellation)
    {
        var features = (BatchFeatures)problem.Features;
        await features.Turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return features.Utilities ??= await ScoreAsync(problem, cancellation).ConfigureAwait(false);
        }
        finally
        {
            features.Turn.Release();
        }
    }

    private async Task<double[]> ScoreAsync(EncodedProblem problem, CancellationToken cancellation)
    {
        var texts = (TextFeatures)problem.Features;
        var pairs = (long)problem.Rows * problem.Columns;
        if (pairs > Array.MaxLength)
        {
            throw new ScorerException(
                FormattableString.Invariant(
                    $"{Info.Name} has {pairs:N0} pairs to score in one problem; the limit is {Array.MaxLength:N0}. ")
                + "Give fewer candidates or references.",
                Info.Name,
                -1,
                -1);
        }

        var utilities = new double[pairs];
        var half = problem.IsSquare && Info.IsSymmetric;
        var batch = new Dictionary<(string Hypothesis, string Reference), List<int>>();
        for (var row = 0; row < problem.Rows; row++)
        {
            for (var column = half ? row : 0; column < problem.Columns; column++)
            {
                var pair = (texts[row], texts[problem.FirstColumnItem + column]);
                var index = row * problem.Columns + column;
                if (_cache.TryGet(pair, out var known))
                {
                    Put(index, known);
                }
                else if (batch.TryGetValue(pair, out var indices))
                {
                    indices.Add(index);
                }
                else
                {
                    batch.Add(pair, [index]);
                    if (batch.Count == batchSize)
                    {
                        await ScoreBatchAsync().ConfigureAwait(false);
                    }
                }
            }
        }

        if (batch.Count > 0)
        {
            await ScoreBatchAsync().ConfigureAwait(false);
        }

        return utilities;

        async Task ScoreBatchAsync()
        {
            (string, string)[] scored = [.. batch.Keys];
            var values = await CallAsync(problem, scored, batch[scored[0]][0], cancellation).ConfigureAwait(false);
            for (var k = 0; k < scored.Length; k++)
            {
                foreach (var index in batch[scored[k]])
                {
                    Put(index, values[k]);
                }

                _cache.Add(scored[k], values[k]);
            }

            batch.Clear();
        }

        void Put(int index, double value)
        {
            var (row, column) = Math.DivRem(index, problem.Columns);
            utilities[index] = Utility(problem, row, column, value);
            if (half)
            {
                utilities[column * problem.Columns + row] = utilities[index];
            }
        }
    }

    private async Task<IReadOnlyList<double>> CallAsync(
        EncodedProblem problem, (string, string)[] pairs, int firstIndex, CancellationToken cancellation)
    {
        var (row, column) = Math.DivRem(firstIndex, problem.Columns);
        IReadOnlyList<double> values;
        try
        {
            await _calls.WaitAsync(cancellation).ConfigureAwait(false);
            values = await RunAsync().WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (ScorerException.Wraps(error, cancellation))
        {
            throw ScorerException.OfBatch(problem, row, column, $"threw {error.GetType().Name} for", pairs.Length, error);
        }

        return values?.Count == pairs.Length
            ? values
            : throw ScorerException.OfBatch(problem, row, column, $"returned {values?.Count ?? 0} values for", pairs.Length);

        // A call that is left behind still counts as one until it ends.
        async Task<IReadOnlyList<double>> RunAsync()
        {
            try
            {
                return await scorer.ScoreAsync(pairs, cancellation).ConfigureAwait(false);
            }
            finally
            {
                _calls.Release();
            }
        }
    }

    // An engine's call is synchronous, so its thread waits; a caller that can await prepares the problem first.
    private sealed class Scorer(BatchMetric metric, EncodedProblem problem) : IRowScorer
    {
        public void Fill(int row, int firstColumn, Span<double> utilities, CancellationToken cancellation)
        {
            var all = ((BatchFeatures)problem.Features).Utilities
                ?? Task.Run(() => metric.UtilitiesAsync(problem, cancellation), cancellation).GetAwaiter().GetResult();
            all.AsSpan(row * problem.Columns + firstColumn, utilities.Length).CopyTo(utilities);
        }

        public void Dispose()
        {
        }
    }
}
