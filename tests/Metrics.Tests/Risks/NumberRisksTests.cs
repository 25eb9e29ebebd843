namespace Accelerated.Metrics.Tests.Risks;

public sealed class NumberRisksTests
{
    [Test]
    public void Expected_losses_agree_with_the_sums_over_pairs_to_twelve_digits()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var random = new Random(seed);
            var offset = new[] { 0, 1e3, -1e9, 1e12 }[seed % 4]; // far from 0, so that naive moments cancel
            var scale = new[] { 1, 1e-3, 1e3 }[seed % 3];
            double Draw() => offset + scale * Math.Round(20 * random.NextDouble() * random.NextDouble(), seed % 2 == 0 ? 0 : 15);
            var values = Enumerable.Range(0, random.Next(1, 200)).Select(_ => Draw()).ToArray();
            var units = values.Select(_ => (long)random.Next(0, 5)).ToArray();
            units[0]++;
            double[] answers = [.. values, .. Enumerable.Range(0, 50).Select(_ => Draw()), offset - 50 * scale, offset + 50 * scale];
            var delta = scale * (0.1 + 5 * random.NextDouble());
            var tau = random.NextDouble();

            Check("squared", NumberRisks.Squared, (a, y) => (a - y) * (a - y));
            Check("absolute", NumberRisks.Absolute, (a, y) => Math.Abs(a - y));
            Check("pinball", (a, y, u, e) => NumberRisks.Pinball(a, y, u, tau, e), (a, y) => Math.Max(tau * (y - a), (tau - 1) * (y - a)));
            Check("huber", (a, y, u, e) => NumberRisks.Huber(a, y, u, delta, e),
                (a, y) => Math.Abs(a - y) <= delta ? (a - y) * (a - y) / 2 : delta * (Math.Abs(a - y) - delta / 2));

            void Check(string name, Fast fast, Func<double, double, double> loss)
            {
                var expected = new double[answers.Length];
                fast(answers, values, units, expected);
                for (var i = 0; i < answers.Length; i++)
                {
                    var wanted = values.Zip(units, (y, u) => u * loss(answers[i], y)).Sum() / units.Sum();
                    Assert.That(expected[i], Is.EqualTo(wanted).Within(1e-12 * wanted), $"seed {seed}, {name} of {answers[i]:R}");
                }
            }
        }
    }

    [Test]
    public void The_worked_example_has_its_risks()
    {
        double[] values = [1, 2, 2, 4, 11];
        long[] units = [1, 1, 1, 1, 1];
        var expected = new double[1];
        NumberRisks.Huber([2.5], values, units, 1, expected);
        Assert.That(expected[0], Is.EqualTo(2.05).Within(1e-12));
        NumberRisks.Squared([4], values, units, expected);
        Assert.That(expected[0], Is.EqualTo(13.2).Within(1e-12), "the variance");
    }

    [Test]
    public void A_delta_below_the_spacing_of_doubles_still_counts()
    {
        var expected = new double[3];
        NumberRisks.Huber([1e17, 1e17 + 1600, 0], [1e17], [1], 1, expected);

        Assert.That(expected, Is.EqualTo(new[] { 0, 1599.5, 1e17 - 0.5 }).Within(1e-12).Percent);
    }

    [Test]
    public void Equal_numbers_have_no_risk()
    {
        var expected = new double[1];
        NumberRisks.Squared([0.1], [0.1, 0.1, 0.1], [1, 2, 4], expected);
        Assert.That(expected[0], Is.Zero);
    }

    [Test]
    public void Rejects_invalid_numbers_and_parameters()
    {
        var one = new double[1];
        Assert.That(
            () => NumberRisks.Squared([1], [1, 2], [1], one),
            Throws.ArgumentException.With.Message.StartsWith("There are 1 weights for 2 samples; give one each."));
        Assert.That(
            () => NumberRisks.Squared([1, 2], [1], [1], one),
            Throws.ArgumentException.With.Message.StartsWith("There is room for 1 losses of 2 answers; give one each."));
        Assert.That(
            () => NumberRisks.Absolute([double.NaN], [1], [1], one),
            Throws.ArgumentException.With.Message.StartsWith("One of 'answers' is NaN; all must be finite. Leave it out."));
        Assert.That(
            () => NumberRisks.Absolute([1], [1], [0], one),
            Throws.ArgumentException.With.Message.StartsWith("None of the 1 samples has weight; at least one must."));
        Assert.That(() => NumberRisks.Huber([1], [1], [1], 0, one), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => NumberRisks.Pinball([1], [1], [1], 2, one), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private delegate void Fast(ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, Span<double> expected);
}
