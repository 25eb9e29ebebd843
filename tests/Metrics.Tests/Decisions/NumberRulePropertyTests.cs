namespace Accelerated.Metrics.Tests.Decisions;

/// <summary>Each closed form against a dense scan of the risk it minimises.</summary>
public sealed class NumberRulePropertyTests
{
    private static readonly (string Name, INumberRule Rule, Func<double, double, double> Loss, bool Positive)[] Cases =
    [
        ("squared", new MeanRule(), (a, y) => (a - y) * (a - y), false),
        ("absolute", QuantileRule.Median(), (a, y) => Math.Abs(a - y), false),
        ("absolute, lower", QuantileRule.Median(Interval.Lower), (a, y) => Math.Abs(a - y), false),
        ("pinball 0.3", new QuantileRule(0.3), (a, y) => Pinball(0.3, a, y), false),
        ("pinball 0.8, upper", new QuantileRule(0.8, Interval.Upper), (a, y) => Pinball(0.8, a, y), false),
        ("huber 0.7", new HuberRule(0.7), (a, y) => Math.Abs(a - y) <= 0.7 ? (a - y) * (a - y) / 2 : 0.7 * (Math.Abs(a - y) - 0.35), false),
        ("huber 3", new HuberRule(3), (a, y) => Math.Abs(a - y) <= 3 ? (a - y) * (a - y) / 2 : 3 * (Math.Abs(a - y) - 1.5), false),
        ("log-cosh", new LogCoshRule(), (a, y) => Math.Log(Math.Cosh(a - y)), false),
        ("relative absolute", new RelativeAbsoluteRule(), (a, y) => Math.Abs(a - y) / Math.Abs(y), true),
        ("relative squared", new RelativeSquaredRule(), (a, y) => (a - y) * (a - y) / (y * y), true),
        ("squared log", new SquaredLogRule(), (a, y) => Math.Pow(Math.Log(1 + a) - Math.Log(1 + y), 2), true),
        ("epsilon 0.5", new EpsilonInsensitiveRule(0.5), (a, y) => Math.Max(0, Math.Abs(a - y) - 0.5), false),
        ("linex 0.7", new LinexRule(0.7), (a, y) => Math.Exp(0.7 * (a - y)) - 0.7 * (a - y) - 1, false),
        ("linex -0.1", new LinexRule(-0.1), (a, y) => Math.Exp(-0.1 * (a - y)) + 0.1 * (a - y) - 1, false),
        ("circular 5", new CircularRule(5), (a, y) => Math.Abs(Math.IEEERemainder(a - y, 5)), false),
        ("hit 0.75", new HitRule(0.75), (a, y) => Math.Abs(a - y) <= 0.75 ? -1 : 0, false),
        ("mode", new NumberModeRule(), (a, y) => a == y ? -1 : 0, false),
    ];

    [Test]
    public void No_number_has_less_risk_than_the_answer()
    {
        for (var seed = 0; seed < 80; seed++)
        {
            var random = new Random(seed);
            var n = random.Next(1, 9);
            var coarse = random.Next(2) == 0; // whole numbers tie, fractions do not
            var offset = random.Next(3) - 1;
            foreach (var (name, rule, loss, positive) in Cases)
            {
                var values = Enumerable.Range(0, n).Select(
                    _ => (coarse ? random.Next(1, 9) : 0.5 + 8 * random.NextDouble()) + (positive ? 0 : 4.0 * offset - 4)).ToArray();
                var weights = Enumerable.Range(0, n).Select(_ => coarse ? (double)random.Next(0, 3) : random.NextDouble()).ToArray();
                weights[0] += 1;

                var answer = rule.Minimise(values, weights);

                double Risk(double a) => values.Zip(weights, (y, w) => w * loss(a, y)).Sum() / weights.Sum();
                var risk = Risk(answer);
                var scan = Enumerable.Range(0, 301).Select(k => values.Min() + (values.Max() - values.Min()) * k / 300).Concat(values);
                var least = scan.Min(Risk);
                Assert.That(
                    risk,
                    Is.LessThanOrEqualTo(least + 1e-12),
                    $"seed {seed}, {name}: {answer} for [{string.Join(", ", values)}] weights [{string.Join(", ", weights)}]");
            }
        }
    }

    [Test]
    public void An_answer_depends_on_neither_the_order_nor_the_unit_of_the_weights()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, random.Next(1, 9)).Select(_ => (double)random.Next(1, 9)).ToArray();
            var weights = values.Select(_ => (double)random.Next(1, 4)).ToArray();
            var order = Enumerable.Range(0, values.Length).ToArray();
            random.Shuffle(order);
            foreach (var (name, rule, _, _) in Cases.Where(c => c.Name != "mode")) // of several modes the first counts
            {
                var answer = rule.Minimise(values, weights);
                var shuffled = rule.Minimise(order.Select(k => values[k]).ToArray(), order.Select(k => weights[k]).ToArray());
                var scaled = rule.Minimise(values, weights.Select(w => w * 1e300).ToArray());

                Assert.That(shuffled, Is.EqualTo(answer).Within(1e-12), $"seed {seed}, {name}");
                Assert.That(scaled, Is.EqualTo(answer).Within(1e-12), $"seed {seed}, {name}");
            }
        }
    }

    private static double Pinball(double tau, double a, double y) => Math.Max(tau * (y - a), (tau - 1) * (y - a));
}
