using Accelerated.Kernels.Gpu;
using Accelerated.Kernels.Tests.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>What becomes of failures of users' code, and of values that are not finite.</summary>
public sealed class UserMetricErrorTests
{
    private static readonly MetricInfo Info = new("mine", Direction.HigherIsBetter, 0, 1, false);

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
                "The scorer of mine threw FormatException for hypothesis 3 and reference 2. "
                + "Correct the scorer, or leave one of them out."));
            Assert.That((error.Hypothesis, error.Reference, error.InnerException is FormatException), Is.EqualTo((3, 2, true)));
        }
    }

    [Test]
    public void A_value_that_is_not_finite_names_the_pair()
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
                Throws.TypeOf<ScorerException>().With.Message.StartsWith(
                    "The utility of ratio is Infinity for hypothesis 0 and reference 2;"));
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

    private readonly struct Sum : IPairScore<int>
    {
        public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<int>, allows ref struct =>
            hypothesis[0] + reference[0];
    }
}
