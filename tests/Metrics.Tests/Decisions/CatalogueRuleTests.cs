namespace Accelerated.Metrics.Tests.Decisions;

/// <summary>Each rule against the very score of the metric that carries it.</summary>
public sealed class CatalogueRuleTests
{
    private static readonly string[] Options =
    [
        "huber:delta=0.3", "huber:delta=100", "pinball:tau=0.9", "pinball:tau=0", "pinball:tau=1", "relative-error:squared=true",
        "hit:delta=0", "hit:delta=2.5", "epsilon-insensitive:epsilon=0", "epsilon-insensitive:epsilon=0.3", "linex:a=-2", "linex:a=0.01",
        "circular-error:period=3", "circular-error:period=7", "circular-error:period=24",
        "token-f1:empty=v1", "token-f1:sets=true", "dice:sets=true", "f-beta:beta=2", "f-beta:beta=0.5,empty=v1", "exact-match:raw=true",
        "label-hamming:labels=3",
    ];

    private static IEnumerable<string> Names() => MetricCatalogue.Definitions.Select(definition => definition.Name).Concat(Options);

    [TestCaseSource(nameof(Names))]
    public void No_number_is_better_than_the_answer_of_a_metrics_rule(string name)
    {
        if (MetricCatalogue.Parse(name) is not NumberMetric metric)
        {
            return;
        }

        Assert.That(metric.Rule, Is.Not.Null, "every numeric loss of the catalogue has a closed form");
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, random.Next(1, 8)).Select(_ => 0.5 + 6 * random.NextDouble()).ToArray();
            var weights = values.Select(_ => (double)random.Next(1, 5)).ToArray();
            double Loss(double a) =>
                metric.Accept(new Total(a, values, weights)) * (metric.Info.Direction == Direction.LowerIsBetter ? 1 : -1);

            var answer = metric.Rule!.Minimise(values, weights);

            var least = Enumerable.Range(0, 141).Select(k => k / 20.0).Concat(values).Min(Loss);
            Assert.That(Loss(answer), Is.LessThanOrEqualTo(least + 1e-9), $"seed {seed}: {answer}");
        }
    }

    [TestCaseSource(nameof(Names))]
    public void A_bag_rules_answer_has_the_reported_value_and_no_sample_is_better(string name)
    {
        if (MetricCatalogue.Parse(name) is not BagMetric { Rule: { } rule } metric)
        {
            return;
        }

        string[] words = ["x", "y", "z", "the", "x,", ""];
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            Candidate[] samples =
            [
                .. Enumerable.Range(0, random.Next(1, 7)).Select(
                    _ => new Candidate(string.Join(' ', random.GetItems(words, random.Next(0, 4))))),
            ];
            var weights = samples.Select(_ => (double)random.Next(1, 5)).ToArray();

            var answer = rule.Decide(samples, weights);

            var bags = ((BagFeatures)metric.Encode([new Candidate(answer.Text), .. samples])).Orders[0].Bags;
            var expected = Enumerable.Range(0, samples.Length + 1)
                .Select(
                    h => weights.Select(
                        (w, r) => w * metric.Accept(new Pair(bags[h].ToArray(), bags[r + 1].ToArray()))).Sum() / weights.Sum()).ToArray();
            Assert.That(answer.Value, Is.EqualTo(expected[0]).Within(1e-12), $"seed {seed}: '{answer.Text}'");
            var sign = metric.Info.Direction == Direction.HigherIsBetter ? 1 : -1;
            Assert.That(sign * answer.Value, Is.GreaterThanOrEqualTo(expected.Max(e => sign * e) - 1e-12), $"seed {seed}: '{answer.Text}'");
        }
    }

    private sealed class Total(double answer, double[] values, double[] weights) : MetricVisitor<double>
    {
        public override double Visit<TScore>(NumberMetric<TScore> metric) =>
            values.Zip(weights, (y, w) => w * metric.Formula.Score(new Real(answer), new Real(y)).Value).Sum();
    }

    private sealed class Pair(int[] hypothesis, int[] reference) : MetricVisitor<double>
    {
        public override double Visit<TScore>(BagMetric<TScore> metric)
        {
            var score = metric.Formula;
            var shared = hypothesis.Intersect(reference).Count();
            return score.Finish(score.Add(default(BagFold<Real>), 0, new(shared), new(hypothesis.Length), new(reference.Length))).Value;
        }
    }
}
