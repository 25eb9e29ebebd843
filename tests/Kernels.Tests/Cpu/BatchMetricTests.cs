using System.Collections.Concurrent;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>Metrics whose pairs are scored in batches.</summary>
public sealed class BatchMetricTests
{
    private static readonly string[] Texts = ["a", "bb", "ccc", "bb", "dddd", "eeeee"];

    [Test]
    public void Pairs_have_the_values_of_the_scorer_whatever_the_batch([Values(1, 7, 100)] int batchSize, [Values(1, 2)] int threads)
    {
        var scorer = new Recorder();
        var metric = Metric.CreateBatched("batched", scorer, batchSize: batchSize);
        var problem = Encode(metric, ["x", "yyyyyyy"]);
        using var engine = new CpuEngine(threads);
        var utilities = new double[problem.Rows * problem.Columns];
        engine.Utilities(problem, 0, problem.Rows, utilities);
        Assert.Multiple(() =>
        {
            Assert.That(utilities, Is.EqualTo(new[] { 0.0, -6, 1, -5, 2, -4, 3, -3, 4, -2 }));
            Assert.That(scorer.Batches.Select(batch => batch.Length), Has.All.LessThanOrEqualTo(batchSize));
            Assert.That(scorer.Pairs, Is.Unique.And.Exactly(10).Items);
        });
    }

    [Test]
    public void Half_the_pairs_of_a_symmetric_metric_are_scored()
    {
        var scorer = new Recorder { Score = (h, r) => Math.Abs(h.Length - r.Length) };
        var problem = Encode(Metric.CreateBatched("batched", scorer, symmetric: true));
        using var engine = new CpuEngine(1);
        Assert.That(
            Sums(engine, problem), Is.EqualTo(
                new[] { 1 + 2 + 1 + 3 + 4, 1 + 1 + 2 + 3.0, 2 + 1 + 1 + 1 + 2, 3 + 2 + 1 + 2 + 1, 4 + 3 + 2 + 3 + 1 }));
        Assert.That(scorer.Pairs, Is.Unique.And.Exactly(15).Items);
    }

    [Test]
    public void Pairs_scored_before_are_remembered_within_bounds()
    {
        var scorer = new Recorder();
        using var engine = new CpuEngine(1);
        var metric = Metric.CreateBatched("batched", scorer, cachedPairs: 8);
        Sums(engine, ProblemEncoder.Encode(metric, ["a", "b"]));
        Sums(engine, ProblemEncoder.Encode(metric, ["b", "a"]));
        Assert.That(scorer.Pairs.Count(), Is.EqualTo(4), "the second problem's are known");
        Sums(engine, Encode(metric));
        Sums(engine, ProblemEncoder.Encode(metric, ["a", "b"]));
        Assert.That(
            scorer.Pairs.Count(), Is.EqualTo(4 + 24 + 4), "of the third all but one are scored, after which nothing of the first is left");
    }

    [Test]
    public void A_metric_may_remember_nothing()
    {
        var scorer = new Recorder();
        using var engine = new CpuEngine(1);
        var metric = Metric.CreateBatched("batched", scorer, cachedPairs: 0);
        Sums(engine, ProblemEncoder.Encode(metric, ["a", "b"]));
        Sums(engine, ProblemEncoder.Encode(metric, ["a", "b"]));
        Assert.That(scorer.Pairs.Count(), Is.EqualTo(8));
    }

    [Test]
    public async Task A_prepared_problem_calls_the_scorer_no_more()
    {
        var scorer = new Recorder();
        var problem = Encode(Metric.CreateBatched("batched", scorer, cachedPairs: 0));
        await problem.Metric.PrepareAsync(problem, CancellationToken.None);
        var calls = scorer.Batches.Count;
        using var engine = new CpuEngine(2);
        Sums(engine, problem);
        Assert.That((calls, scorer.Batches.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public void At_most_as_many_calls_are_made_at_once_as_asked_for([Values(1, 3)] int concurrentCalls)
    {
        var (running, most) = (0, 0);
        var turn = new Lock();
        var scorer = new Recorder
        {
            Wait = async () =>
            {
                lock (turn)
                {
                    most = Math.Max(most, ++running);
                }

                await Task.Delay(5);
                lock (turn)
                {
                    running--;
                }
            },
        };
        var metric = Metric.CreateBatched("batched", scorer, batchSize: 4, concurrentCalls: concurrentCalls);
        using var engine = new CpuEngine(1);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Sums(engine, ProblemEncoder.Encode(metric, [$"a{i}", $"b{i}", $"c{i}"])));
        Assert.That(most, Is.InRange(1, concurrentCalls));
    }

    [Test]
    public void A_cancelled_caller_returns_at_once_while_the_scorer_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var end = new TaskCompletionSource();
        var scorer = new Recorder
        {
            Wait = () =>
            {
                stop.Cancel();
                return end.Task;
            },
        };
        var problem = Encode(Metric.CreateBatched("batched", scorer));
        using var engine = new CpuEngine(1);
        Assert.That(
            () => engine.WeightedSums(problem, new double[problem.Rows], stop.Token), Throws.InstanceOf<OperationCanceledException>());
        end.SetResult();
        scorer.Wait = null;
        Assert.That(Sums(engine, problem), Has.Length.EqualTo(5), "the next call works");
    }

    [Test]
    public void What_a_scorer_throws_names_the_first_pair_of_the_batch()
    {
        var scorer = new Recorder { Score = (h, r) => h == "dddd" ? throw new FormatException() : 0 };
        var problem = Encode(Metric.CreateBatched("batched", scorer, batchSize: 5));
        using var engine = new CpuEngine(2);
        var error = Assert.Throws<ScorerException>(() => Sums(engine, problem));
        Assert.That(error!.Message, Is.EqualTo(
            "The scorer of batched threw FormatException for a batch of 5 pairs, the first of hypothesis 4 and reference 0. "
            + "Correct the scorer: one value a pair, in their order."));
        Assert.That((error.Hypothesis, error.Reference, error.InnerException is FormatException), Is.EqualTo((4, 0, true)));
    }

    [Test]
    public void Rejects_too_few_values()
    {
        var problem = Encode(Metric.CreateBatched("batched", new Recorder { Drop = 1 }));
        using var engine = new CpuEngine(1);
        Assert.That(
            () => Sums(engine, problem),
            Throws.TypeOf<ScorerException>().With.Message.StartsWith("The scorer of batched returned 24 values for a batch of 25 pairs,"));
    }

    [Test]
    public void A_value_that_is_not_finite_names_its_pair_or_counts_as_the_worst()
    {
        var scorer = new Recorder { Score = (h, r) => h == "ccc" ? double.NaN : 1 };
        using var engine = new CpuEngine(1);
        Assert.That(
            () => Sums(engine, Encode(Metric.CreateBatched("batched", scorer))),
            Throws.TypeOf<ScorerException>().With.Message.StartsWith("The utility of batched is NaN for hypothesis 2 and reference 0;"));
        var lenient = Metric.CreateBatched("batched", scorer, minimum: -1, nonFinite: NonFiniteUtility.Worst);
        Assert.That(Sums(engine, Encode(lenient)), Is.EqualTo(new[] { 6.0, 6, -6, 6, 6 }));
    }

    [Test]
    public void Rejects_numbers_below_the_minimum() => Assert.Multiple(() =>
    {
        Assert.That(() => Metric.CreateBatched("b", new Recorder(), batchSize: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Metric.CreateBatched("b", new Recorder(), cachedPairs: -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Metric.CreateBatched("b", new Recorder(), concurrentCalls: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    });

    private static EncodedProblem Encode(Metric metric, string[]? references = null) => ProblemEncoder.Encode(
        metric,
        [.. Texts.Select(text => new Candidate(text))],
        references is null ? null : [.. references.Select(text => new Candidate(text))]);

    private static double[] Sums(CpuEngine engine, EncodedProblem problem)
    {
        var sums = new double[problem.Rows];
        engine.WeightedSums(problem, sums);
        return sums;
    }

    private sealed class Recorder : IBatchScorer
    {
        public ConcurrentQueue<(string, string)[]> Batches { get; } = [];

        public IEnumerable<(string, string)> Pairs => Batches.SelectMany(batch => batch);

        public Func<string, string, double> Score { get; init; } = (h, r) => h.Length - r.Length;

        public Func<Task>? Wait { get; set; }

        public int Drop { get; init; }

        public async Task<IReadOnlyList<double>> ScoreAsync(
            IReadOnlyList<(string Hypothesis, string Reference)> pairs, CancellationToken cancellationToken)
        {
            Batches.Enqueue([.. pairs]);
            if (Wait is { } wait)
            {
                await wait();
            }

            return [.. pairs.SkipLast(Drop).Select(pair => Score(pair.Hypothesis, pair.Reference))];
        }
    }
}
