using Accelerated.Kernels.Tests.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>What users' code may count on, and what becomes of its failures.</summary>
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

    [TestCase("bad", "good", 1, -1, "The encoder of mine threw FormatException for candidate 1. Correct the encoder, or leave it out.")]
    [TestCase("good", "bad", -1, 2, "The encoder of mine threw FormatException for reference 2. Correct the encoder, or leave it out.")]
    [TestCase("null", "good", 1, -1, "The encoder of mine returned null for candidate 1; return an empty row instead.")]
    public void What_an_encoder_throws_names_the_candidate(
        string candidate, string reference, int hypothesisIndex, int referenceIndex, string message)
    {
        var metric = new CustomMetric<int, Sum>(Info, Encode, default, CandidateKey.Text);
        var error = Assert.Throws<ScorerException>(() => ProblemEncoder.Encode(metric, ["good", candidate], ["good", "good", reference]));
        Assert.That(error!.Message, Is.EqualTo(message));
        Assert.That((error.Metric, error.Hypothesis, error.Reference), Is.EqualTo(("mine", hypothesisIndex, referenceIndex)));
        Assert.That(error.InnerException is FormatException, Is.EqualTo(candidate != "null"));

        static int[] Encode(Candidate candidate) => candidate.Text switch
        {
            "bad" => throw new FormatException(),
            "null" => null!,
            _ => [1],
        };
    }

    [Test]
    public void What_a_function_throws_names_the_pair([Values(1, 2)] int threads)
    {
        var metric = Metric.Create("mine", (h, r) => h == "c" && r == "y" ? throw new FormatException() : 1);
        var problem = ProblemEncoder.Encode(metric, ["a", "a", "b", "c"], ["x", "x", "y"]);
        foreach (var engine in (PairEngine[])[new ReferenceEngine(), new CpuEngine(threads)])
        {
            var error = Assert.Throws<ScorerException>(() => engine.WeightedSums(problem, new double[3]));
            Assert.That(error!.Message, Is.EqualTo(
                "The scorer of mine threw FormatException for hypothesis 3 and reference 2. Correct the scorer, or leave one of them out."));
            Assert.That((error.Hypothesis, error.Reference, error.InnerException is FormatException), Is.EqualTo((3, 2, true)));
        }
    }

    [Test]
    public void A_value_that_is_no_finite_number_names_the_pair()
    {
        const string Message = "The utility of mine is NaN for hypothesis 1 and reference 0; it must be a finite number. "
            + "Correct the scorer, or let such values count as the worst with NonFiniteUtility.Worst.";
        var metric = Metric.Create("mine", (h, r) => h == "b" ? double.NaN : 1);
        using var engine = new CpuEngine(1);
        Assert.That(
            () => engine.WeightedSums(ProblemEncoder.Encode(metric, ["a", "b"]), new double[2]),
            Throws.TypeOf<ScorerException>().With.Message.EqualTo(Message));
    }

    [Test]
    public void Sums_that_are_not_finite_lead_to_the_first_pair()
    {
        var problem = ProblemEncoder.Encode(RatioScore.Metric(NonFiniteUtility.Error), ["a", "a", "", "b c"], ["x", "x", "", "y z"]);
        using var engine = new CpuEngine(1);
        var sums = Agreement.Sums(engine, problem);
        var utilities = new double[problem.Rows * problem.Columns];
        engine.Utilities(problem, 0, problem.Rows, utilities);
        Assert.Multiple(() =>
        {
            Assert.That(
                () => NonFiniteUtilities.Find(problem, sums),
                Throws.TypeOf<ScorerException>().With.Message.StartsWith("The utility of ratio is Infinity for hypothesis 0 and reference 2;"));
            Assert.That(
                () => NonFiniteUtilities.Find(problem, 1, utilities.AsSpan(problem.Columns)),
                Throws.TypeOf<ScorerException>().With.Message.StartsWith("The utility of ratio is NaN for hypothesis 2 and reference 2;"));
            Assert.That(() => NonFiniteUtilities.Find(problem, [1, double.NegativeInfinity, 1]), Throws.TypeOf<ScorerException>());
            Assert.That(() => NonFiniteUtilities.Find(problem, [1, 2, 3]), Throws.Nothing);
        });
    }

    [Test]
    public void A_sum_that_overflows_says_so()
    {
        var metric = Metric.Create("mine", (_, _) => double.MaxValue);
        var problem = ProblemEncoder.Encode(metric, ["a"], ["x", "y"]);
        using var engine = new CpuEngine(1);
        var sums = Agreement.Sums(engine, problem);
        Assert.That(() => NonFiniteUtilities.Find(problem, sums), Throws.TypeOf<ScorerException>().With.Message.EqualTo(
            "The weighted sum of mine is Infinity for hypothesis 0, though its utilities are finite; it must be a finite number. "
            + "Let the scorer return smaller values."));
    }

    [Test]
    public void Values_that_are_not_finite_count_as_the_worst_on_every_software_engine()
    {
        var problem = ProblemEncoder.Encode(RatioScore.Metric(NonFiniteUtility.Worst), ["a", "", "b c"], ["x", "", "y z"]);
        foreach (var engine in (PairEngine[])[new ReferenceEngine(), new CpuEngine(2), GpuEngine.Simulator()])
        {
            using (engine)
            {
                var utilities = new double[9];
                engine.Utilities(problem, 0, 3, utilities);
                Assert.That(utilities, Is.EqualTo(new double[] { 1, 100, 0.5, 0, 100, 0, 2, 100, 1 }), engine.Name);
                FastReference.Hold(engine, problem, engine.Name);
            }
        }

        var lambda = Metric.Create(
            "mine", (_, r) => r == "y" ? double.PositiveInfinity : 1, minimum: -2, nonFinite: NonFiniteUtility.Worst);
        using var cpu = new CpuEngine(1);
        Assert.That(Agreement.Sums(cpu, ProblemEncoder.Encode(lambda, ["a"], ["x", "y"])), Is.EqualTo(new[] { -1.0 }));
    }

    [Test]
    public void Counting_as_the_worst_needs_a_finite_worst() => Assert.That(
        () => Metric.Create("mine", (_, _) => 0, nonFinite: NonFiniteUtility.Worst),
        Throws.ArgumentException.With.Message.EqualTo(
            "The worst value of mine is -Infinity; NonFiniteUtility.Worst needs a finite one. "
            + "Give the minimum, or use NonFiniteUtility.Error."));

    [Test]
    public void A_range_must_not_be_empty() => Assert.That(
        () => Metric.Create("mine", (_, _) => 0, minimum: 1, maximum: 1),
        Throws.ArgumentException.With.Message.StartsWith("The range of mine is 1 to 1; the minimum must be below the maximum."));

    [Test]
    public void A_function_runs_on_the_CPU_only()
    {
        var metric = Metric.Create("mine", (_, _) => 0);
        Assert.That((metric.RunsOnDevices, WarpingScore.Metric.RunsOnDevices), Is.EqualTo((false, true)));
        using var engine = GpuEngine.Simulator();
        Assert.That(
            () => engine.WeightedSums(ProblemEncoder.Encode(metric, ["a", "b"]), new double[2]),
            Throws.TypeOf<DeviceException>().With.Message.EqualTo(
                "mine is a function that runs on the CPU only (Metric.RunsOnDevices). Use the CPU's engine."));
    }

    private readonly struct Sum : IPairScore<int>
    {
        public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<int>, allows ref struct =>
            hypothesis[0] + reference[0];
    }
}
