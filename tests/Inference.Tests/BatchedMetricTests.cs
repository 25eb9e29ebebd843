using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>Selection by a metric whose pairs are scored by a model or service.</summary>
public sealed class BatchedMetricTests
{
    [Test]
    public void Problems_wait_for_their_scores_concurrently_on_any_number_of_threads()
    {
        const int Count = 5;
        var scorer = new Judge(calls => calls == Count);
        using var selector = new Selector(new(Metric.CreateBatched("judge", scorer, concurrentCalls: Count)) { Threads = 1 });
        var outcomes = selector.SelectMany([.. Enumerable.Range(0, Count).Select(i => new Problem($"{i}", [$"a{i}", $"bb{i}", $"bb{i}"]))]);
        Assert.That(outcomes.Select(outcome => outcome.Selection.Index), Is.All.EqualTo(1));
    }

    [Test]
    public void A_failing_problem_does_not_affect_the_others()
    {
        using var selector = new Selector(new(Metric.CreateBatched("judge", new Judge(_ => true, refused: "bad"))));
        var outcomes = selector.SelectMany([new("0", ["a", "b"]), new("1", ["bad", "b"]), new("2", ["c", "d"])]);
        Assert.That(outcomes.Select(outcome => outcome.Error), Is.EqualTo(new[] { null, outcomes[1].Error, null }));
        Assert.That(outcomes[1].Error, Is.TypeOf<ScorerException>().With.InnerException.TypeOf<HttpRequestException>());
    }

    [Test]
    public void A_scorer_that_never_answers_can_be_cancelled()
    {
        using var selector = new Selector(new(Metric.CreateBatched("judge", new Judge(_ => false))));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.That(() => selector.Select(new Problem("q", ["a", "b"]), cancel.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void An_asynchronous_function_scores_and_what_it_was_asked_is_counted()
    {
        var scorer = new CountingScorer(new FunctionScorer(async (pairs, cancellation) =>
        {
            await Task.Delay(1, cancellation);
            return [.. pairs.Select(pair => pair.Hypothesis == pair.Reference ? 1.0 : 0)];
        }));
        using var selector = new Selector(new(Metric.CreateBatched("same", scorer, batchSize: 3)));
        Assert.That(selector.Select(new Problem("0", ["a", "b", "b"])).Index, Is.EqualTo(1));
        Assert.That(selector.Select(new Problem("1", ["b", "a"])).Index, Is.Zero);
        Assert.That(scorer.Usage, Is.EqualTo(new ScorerUsage(Calls: 2, Pairs: 4)), "two distinct texts, scored once in both problems");
    }

    [Test]
    public void A_call_that_fails_is_counted()
    {
        var scorer = new CountingScorer(new FunctionScorer((_, _) => throw new HttpRequestException("No.")));
        Assert.That(() => scorer.ScoreAsync([("a", "b"), ("a", "c")], default), Throws.TypeOf<HttpRequestException>());
        Assert.That(scorer.Usage, Is.EqualTo(new ScorerUsage(Calls: 1, Pairs: 2)));
    }

    // Answers once enough calls wait; texts of equal length score 1, others 0.
    private sealed class Judge(Func<int, bool> areEnough, string? refused = null) : IBatchScorer
    {
        private readonly TaskCompletionSource _answering = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        public async Task<IReadOnlyList<double>> ScoreAsync(
            IReadOnlyList<(string Hypothesis, string Reference)> pairs, CancellationToken cancellationToken)
        {
            if (pairs.Any(pair => pair.Hypothesis == refused))
            {
                throw new HttpRequestException("No.");
            }

            if (areEnough(Interlocked.Increment(ref _calls)))
            {
                _answering.TrySetResult();
            }

            await _answering.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
            return [.. pairs.Select(pair => pair.Hypothesis.Length == pair.Reference.Length ? 1.0 : 0)];
        }
    }
}
