using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Recalibrating;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Recalibrating;

public sealed class NumberScoresTests
{
    [Test]
    public void The_ranked_probability_score_is_that_of_the_samples()
    {
        Assert.That(NumberScores.RankedProbability([1, 2, 2, 4, 11], 3), Is.EqualTo(.84).Within(1e-12));
        Assert.That(NumberScores.RankedProbability([11, 2, 4, 2, 1], 3, isFair: true), Is.EqualTo(.4).Within(1e-12));
        Assert.That(NumberScores.RankedProbability([2], 3), Is.EqualTo(1));
    }

    [Test]
    public void It_equals_its_definition_over_all_pairs([Range(1, 5)] int seed)
    {
        var random = new Random(seed);
        double[] samples = [.. Enumerable.Range(0, 17).Select(_ => random.NextDouble() * 10)];
        var gold = random.NextDouble() * 10;
        var pairs = (from a in samples from b in samples select Math.Abs(a - b)).Sum();
        var toGold = samples.Average(sample => Math.Abs(sample - gold));
        Assert.That(NumberScores.RankedProbability(samples, gold), Is.EqualTo(toGold - pairs / (2 * 17 * 17)).Within(1e-12));
        Assert.That(NumberScores.RankedProbability(samples, gold, true), Is.EqualTo(toGold - pairs / (2 * 17 * 16)).Within(1e-12));
    }

    [TestCase(11, 18)]
    [TestCase(5, 8)]
    [TestCase(1, 18)]
    public void An_interval_pays_for_its_width_and_for_what_is_outside(double gold, double score) =>
        Assert.That(NumberScores.Interval(2, 10, gold, .2), Is.EqualTo(score).Within(1e-12));

    [Test]
    public void Rejects_what_has_no_score()
    {
        Assert.That(() => NumberScores.RankedProbability([], 1), Throws.ArgumentException);
        Assert.That(() => NumberScores.RankedProbability([1], 1, isFair: true), Throws.ArgumentException);
        Assert.That(() => NumberScores.RankedProbability([1], double.NaN), Throws.ArgumentException);
        Assert.That(() => NumberScores.Interval(2, 1, 1, .2), Throws.ArgumentException);
        Assert.That(() => NumberScores.Interval(1, 2, 1, 0), Throws.TypeOf<OptionException>());
    }

    // Answers are twice as large as they should be; the map learned on either half puts that right.
    [Test]
    public void An_evaluation_shows_what_recalibration_would_gain([Values("squared-error", "absolute-error")] string name)
    {
        using var evaluation = new Evaluation(new([Metric.Parse(name)]) { Resamples = 1 });
        for (var k = 0; k < 40; k++)
        {
            var level = k / 4;
            evaluation.Add(new Problem($"{k}", [$"{2 * level - 1}", $"{2 * level}", $"{2 * level + 1}"]) { Gold = [$"{level}"] });
        }

        var numbers = evaluation.Report().Calibrations.Single().Numbers!;
        var loss = Enumerable.Range(0, 10).Average(level => name == "squared-error" ? level * level : (double)level);
        Assert.That((numbers.Items, numbers.Loss), Is.EqualTo((40, loss)));
        Assert.That(numbers.RecalibratedLoss, Is.EqualTo(0).Within(1e-9));
        Assert.That(numbers.Error, Is.EqualTo(loss).Within(1e-9));
        Assert.That(numbers.Covered90, Is.EqualTo(.1)); // level 0 alone
    }

    [Test]
    public void Right_numbers_drawn_like_the_samples_are_covered_as_often_as_said()
    {
        var random = new Random(5);
        using var evaluation = new Evaluation(new([Metric.SquaredError()]) { Resamples = 1 });
        for (var k = 0; k < 600; k++)
        {
            evaluation.Add(new Problem($"{k}", [.. Enumerable.Range(0, 60).Select(_ => new Candidate(Draw()))]) { Gold = [Draw()] });
        }

        var numbers = evaluation.Report().Calibrations.Single().Numbers!;
        Assert.That(numbers.Covered50, Is.EqualTo(.5).Within(.07));
        Assert.That(numbers.Covered90, Is.EqualTo(.9).Within(.05));
        Assert.That(numbers.Error, Is.LessThan(.01)); // nothing is to be gained
        Assert.That(numbers.FairRankedProbability, Is.EqualTo(1 / 6.0).Within(.02)); // of the uniform law

        string Draw() => random.NextDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture);
    }
}
