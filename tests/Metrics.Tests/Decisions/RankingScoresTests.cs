namespace Accelerated.Metrics.Tests.Decisions;

public sealed class RankingScoresTests
{
    [Test]
    public void The_score_for_the_area_under_the_curve_is_the_positive_share() =>
        Assert.That(RankingScores.Positive([true, false, true], [2, 5, 1]), Is.EqualTo(0.375));

    [Test]
    public void Ties_count_one_half_in_the_area_under_the_curve()
    {
        Assert.That(RankingScores.AreaUnderCurve([1, 1], [true, false]), Is.EqualTo(0.5));
        Assert.That(RankingScores.AreaUnderCurve([1, 2, 3], [false, true, true]), Is.EqualTo(1));
        Assert.That(RankingScores.AreaUnderCurve([1, 2], [true, true]), Is.NaN);
    }

    [Test]
    public void The_area_is_the_share_of_pairs_in_order()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var scores = Enumerable.Range(0, random.Next(2, 15)).Select(_ => (double)random.Next(5)).ToArray();
            var positive = scores.Select((_, k) => k == 0 || k != 1 && random.Next(2) == 0).ToArray();
            var pairs =
                from p in Enumerable.Range(0, scores.Length)
                where positive[p]
                from q in Enumerable.Range(0, scores.Length)
                where !positive[q]
                select scores[p] > scores[q] ? 1 : scores[p] == scores[q] ? 0.5 : 0;

            Assert.That(RankingScores.AreaUnderCurve(scores, positive), Is.EqualTo(pairs.Average()).Within(1e-12), $"seed {seed}");
        }
    }

    [Test]
    public void Certain_items_have_their_mid_ranks()
    {
        var ranks = new double[4];
        RankingScores.ExpectedRanks(new RaggedRows<double>([0, 1, 2, 3, 4], [5, 1, 5, 9]), [1, 1, 1, 1], ranks);

        Assert.That(ranks, Is.EqualTo(new[] { 2.5, 1, 2.5, 4 }));
    }

    [Test]
    public void Expected_ranks_are_those_of_all_joint_draws()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var items = Enumerable.Range(0, random.Next(1, 5))
                .Select(
                    _ => Enumerable.Range(0, random.Next(1, 4)).Select(
                        _ => (Value: (double)random.Next(4), Weight: (double)random.Next(1, 4))).ToArray()).ToArray();
            var offsets = new int[items.Length + 1];
            for (var i = 0; i < items.Length; i++)
            {
                offsets[i + 1] = offsets[i] + items[i].Length;
            }

            var ranks = new double[items.Length];
            RankingScores.ExpectedRanks(
                new RaggedRows<double>(offsets, [.. items.SelectMany(item => item.Select(s => s.Value))]),
                items.SelectMany(item => item.Select(s => s.Weight)).ToArray(),
                ranks);

            Assert.That(ranks, Is.EqualTo(Enumerate(items)).Within(1e-12), $"seed {seed}");
        }
    }

    [Test]
    public void Lengths_must_agree() => Assert.That(
        () => RankingScores.ExpectedRanks(new RaggedRows<double>([0, 1], [5]), [1, 1], new double[1]),
        Throws.ArgumentException.With.Message.StartsWith("There are 2 weights for 1 samples; give one each."));

    private static double[] Enumerate((double Value, double Weight)[][] items)
    {
        var ranks = new double[items.Length];
        void Draw(int i, double probability, List<double> drawn)
        {
            if (i == items.Length)
            {
                for (var k = 0; k < drawn.Count; k++)
                {
                    ranks[k] += probability * (drawn.Count(y => y < drawn[k]) + (drawn.Count(y => y == drawn[k]) + 1) / 2.0);
                }

                return;
            }

            foreach (var (value, weight) in items[i])
            {
                Draw(i + 1, probability * weight / items[i].Sum(s => s.Weight), [.. drawn, value]);
            }
        }

        Draw(0, 1, []);
        return ranks;
    }
}
