using Accelerated.Kernels.Gpu;
using Accelerated.Kernels.Tests.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>What users' code may count on, and where it runs.</summary>
public sealed class UserMetricTests
{
    private static readonly MetricInfo Info = new("mine", Direction.HigherIsBetter, 0, 1, false);

    [Test]
    public void A_function_of_two_texts_has_the_bits_of_the_definition([Values(1, 2)] int threads, [Values] bool symmetric)
    {
        var metric = Metric.Create(
            "lengths", (h, r) => Math.Abs(h.Length - r.Length) / 3.0, Direction.LowerIsBetter, minimum: 0, symmetric: symmetric);
        using var engine = new CpuEngine(threads);
        foreach (var (rows, columns) in new[] { (1, 0), (9, 0), (140, 0), (3, 1), (5, 17), (2, 1030) })
        {
            FastReference.Hold(engine, SmallProblems.Of(metric, 20, rows, columns), $"{rows} x {columns}, seed 20");
        }
    }

    [Test]
    public void Equal_texts_are_scored_once()
    {
        var calls = 0;
        var metric = Metric.Create("counted", (h, r) => Interlocked.Increment(ref calls));
        using var engine = new CpuEngine(2);
        engine.WeightedSums(ProblemEncoder.Encode(metric, ["a", "b", "a", "a"], ["x", "x", "y"]), new double[2]);
        Assert.That(calls, Is.EqualTo(4));
    }

    [Test]
    public void A_users_encoder_sees_candidates_once_that_are_equal_in_what_it_reads()
    {
        var calls = 0;
        var metric = new CustomMetric<int, Sum>(
            Info,
            candidate =>
            {
                calls++;
                return [candidate.Tokens![0]];
            },
            default,
            CandidateKey.Tokens);
        var problem = ProblemEncoder.Encode(
            metric,
            [new Candidate("a") { Tokens = [1] }, new Candidate("b") { Tokens = [1] }, new Candidate("b") { Tokens = [2] }]);
        Assert.That((calls, problem.Rows), Is.EqualTo((2, 2)));
    }

    // Two calls wait for each other, so the test fails unless both run at once.
    [Test]
    public void A_function_is_called_by_several_threads_at_once()
    {
        using var both = new CountdownEvent(2);
        var met = false;
        var metric = Metric.Create("meeting", (_, _) =>
        {
            if (!both.IsSet)
            {
                both.Signal();
                met |= both.Wait(TimeSpan.FromSeconds(20));
            }

            return 0;
        });
        using var engine = new CpuEngine(2);
        Agreement.Sums(engine, SmallProblems.Of(metric, 21, 200));
        Assert.That(met, Is.True, "seed 21");
    }

    [Test]
    public void A_function_is_called_by_one_thread_at_a_time_where_it_asks_so()
    {
        var (running, most) = (0, 0);
        var metric = Metric.Create(
            "alone",
            (_, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                Thread.SpinWait(500);
                Interlocked.Decrement(ref running);
                return 0;
            },
            oneAtATime: true);
        using var engine = new CpuEngine(4);
        Agreement.Sums(engine, SmallProblems.Of(metric, 22, 60));
        Assert.That(most, Is.EqualTo(1), "seed 22");
    }

    [Test]
    public void An_encoder_may_intern_words_in_a_dictionary_whatever_encodes_at_once()
    {
        var ids = new Dictionary<string, int>();
        var metric = new CustomMetric<int, Sum>(Info, candidate => [.. candidate.Text.Split(' ').Select(Id)], default);
        var problems = new EncodedProblem[400];
        Parallel.For(0, problems.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            problems[i] = ProblemEncoder.Encode(
                metric, [.. Enumerable.Range(0, 5).Select(k => new Candidate(string.Join(' ', Words(i, k))))]));
        Assert.That(ids.Values.Order(), Is.EqualTo(Enumerable.Range(0, ids.Count)));
        for (var i = 0; i < problems.Length; i++)
        {
            var rows = ((CustomFeatures<int>)problems[i].Features).Rows;
            for (var k = 0; k < 5; k++)
            {
                Assert.That(rows[k].ToArray(), Is.EqualTo(Words(i, k).Select(word => ids[word])), $"problem {i}, candidate {k}");
            }
        }

        int Id(string word)
        {
            if (!ids.TryGetValue(word, out var id))
            {
                ids[word] = id = ids.Count;
            }

            return id;
        }

        static IEnumerable<string> Words(int problem, int candidate) =>
            Enumerable.Range(0, 20).Select(n => $"w{(problem * 7 + candidate * 3 + n) % 1500}");
    }

    [Test]
    public void A_function_runs_on_the_CPU_only()
    {
        var metric = Metric.Create("mine", (_, _) => 0);
        Assert.That((metric.RunsOnDevices, WarpingScore.Metric.RunsOnDevices), Is.EqualTo((false, true)));
        using var engine = GpuEngine.Simulator();
        Assert.That(
            () => engine.WeightedSums(ProblemEncoder.Encode(metric, ["a", "b"]), new double[2]),
            Throws.TypeOf<DeviceException>().With.Message.EqualTo(
                "mine is a function that runs on the CPU only (Metric.RunsOnDevices). Use CpuEngine."));
    }

    private readonly struct Sum : IPairScore<int>
    {
        public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<int>, allows ref struct =>
            hypothesis[0] + reference[0];
    }
}
