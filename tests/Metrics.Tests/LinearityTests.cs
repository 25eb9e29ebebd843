namespace Accelerated.Metrics.Tests;

public sealed class LinearityTests
{
    private static readonly string[] Variants =
    [
        "token-f1:empty=v1", "token-precision:empty=v1", "token-recall:empty=v1", "f-beta:beta=2", "f-beta:beta=0",
        "f-beta:beta=0.3,empty=v1",
        "rouge-1:measure=precision", "rouge-2:measure=recall", "label-hamming:labels=7", "exact-match:raw=true",
        "tversky:alpha=0.3,beta=0.7", "tversky:alpha=0.3,beta=0.8",
    ];

    private static IEnumerable<string> Linear() => MetricCatalogue.Definitions.Select(definition => definition.Name).Concat(Variants)
        .Where(name => MetricCatalogue.Parse(name) is BagMetric { Reduction: RowReduction.SharedCounts });

    private static IEnumerable<string> Others() => MetricCatalogue.Definitions.Select(definition => definition.Name).Concat(Variants)
        .Where(name => MetricCatalogue.Parse(name) is BagMetric { Reduction: RowReduction.Pairs, Encoder.Orders: 1 });

    [TestCaseSource(nameof(Linear))]
    public void A_metric_that_claims_to_be_linear_in_the_shared_count_is(string name) => Assert.That(Deviation(name), Is.LessThan(1e-12));

    [TestCaseSource(nameof(Linear))]
    public void A_linear_metric_has_one_order(string name) =>
        Assert.That(((BagMetric)MetricCatalogue.Parse(name)).Encoder.Orders, Is.EqualTo(1));

    [TestCaseSource(nameof(Others))]
    public void A_metric_of_one_order_that_does_not_claim_linearity_is_not_linear(string name) =>
        Assert.That(Deviation(name), Is.GreaterThan(1e-3));

    [Test]
    public void The_metrics_with_an_exact_expectation_claim_linearity() => Assert.That(
        Linear(),
        Is.SupersetOf(new[]
        {
            "exact-match", "token-f1", "token-precision", "token-recall", "f-beta", "dice", "overlap", "rouge-1", "rouge-2", "label-f1",
        }));

    // The largest |score(c) - (score(0) + c (score(1) - score(0)))| over small sizes.
    private static double Deviation(string name)
    {
        var metric = (BagMetric)MetricCatalogue.Parse(name);
        return metric.Accept(new Line(metric.Encoder.Orders));
    }

    private sealed class Line(int orders) : MetricVisitor<double>
    {
        public override double Visit<TScore>(BagMetric<TScore> metric)
        {
            var score = metric.Formula;
            var worst = 0.0;
            for (var h = 0; h <= 12; h++)
            {
                for (var r = 0; r <= 12; r++)
                {
                    var intercept = Value(score, 0, h, r);
                    var slope = Value(score, 1, h, r) - intercept;
                    for (var c = 2; c <= Math.Min(h, r); c++)
                    {
                        worst = Math.Max(worst, Math.Abs(Value(score, c, h, r) - (intercept + c * slope)));
                    }
                }
            }

            return worst;
        }

        private double Value<TScore>(TScore score, int shared, int hypothesis, int reference) where TScore : unmanaged, IBagScore
        {
            var fold = default(BagFold<Real>);
            for (var order = 0; order < orders; order++)
            {
                fold = score.Add(fold, order, Real.Of(shared), Real.Of(hypothesis), Real.Of(reference));
            }

            return score.Finish(fold).Value;
        }
    }
}
