using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>Candidates that are alike by the metric.</summary>
public sealed class ClusterTests
{
    private static readonly double[][] s_table = [[1, .8, .1, .2], [.7, 1, .2, .1], [.1, .2, 1, .9], [.2, .1, .9, 1]];

    [Test]
    public void Two_pairs_are_two_clusters_with_the_entropy_of_a_coin()
    {
        var table = Metric.Create("table", (left, right) => s_table[left[0] - '0'][right[0] - '0']);
        var selection = Select(new(table) { ClusterThreshold = .7 }, "0", "1", "2", "3");
        Assert.That(selection.Clusters!.Select(cluster => cluster.Candidates.Order()), Is.EquivalentTo(new int[][] { [0, 1], [2, 3] }));
        Assert.That(selection.Clusters!.Select(cluster => cluster.Mass), Is.All.EqualTo(.5));
        Assert.That(selection.ClusterEntropy, Is.EqualTo(0.693147181).Within(1e-9));
        var strict = Select(new(table) { ClusterThreshold = .76 }, "0", "1", "2", "3");
        Assert.That(strict.Clusters, Has.Count.EqualTo(3), "0 and 1 have .75 on average");
    }

    [Test]
    public void The_heaviest_comes_first_and_duplicates_count_with_their_weight()
    {
        var selection = Select(new(Metric.TokenF1()) { ClusterThreshold = .6 }, "x y", "a b", "a b", "a b c", "x z");
        Assert.That(selection.Clusters!.Select(cluster => cluster.Candidates.Order()), Is.EqualTo(new int[][] { [1, 2, 3], [0], [4] }));
        Assert.That(selection.Clusters!.Select(cluster => cluster.Mass), Is.EqualTo(new[] { .6, .2, .2 }).Within(1e-12));
        var weighted = Select(
            new(Metric.TokenF1()) { ClusterThreshold = .6, Weights = WeightSource.Given },
            [new("x y") { Weight = 3 }, new("a b") { Weight = 1 }, new("a b c") { Weight = 0 }]);
        Assert.That(weighted.Clusters!.Select(cluster => cluster.Candidates.Order()), Is.EqualTo(new int[][] { [0], [1, 2] }));
        Assert.That(weighted.Clusters!.Select(cluster => cluster.Mass), Is.EqualTo(new[] { .75, .25 }));
    }

    [Test]
    public void Losses_join_below_the_threshold_and_numbers_have_clusters_too()
    {
        var edits = Select(new(Metric.Levenshtein()) { ClusterThreshold = 1 }, "cat", "cut", "dog", "cute");
        Assert.That(edits.Clusters!.Select(cluster => cluster.Candidates.Order()), Is.EqualTo(new int[][] { [0, 1, 3], [2] }));
        var numbers = Select(new(Metric.AbsoluteError()) { ClusterThreshold = 1, Rule = SelectionRule.Bayes }, "1", "?", "2", "10", "2.5");
        Assert.That(numbers.Clusters!.Select(cluster => cluster.Candidates.Order()), Is.EqualTo(new int[][] { [0, 2, 4], [3] }));
        Assert.That(numbers.Clusters![0].Mass, Is.EqualTo(.75), "what the metric cannot read has no part");
    }

    [Test]
    public void One_cluster_has_no_entropy_and_none_are_made_unasked()
    {
        Assert.That(Select(new(Metric.TokenF1()) { ClusterThreshold = 0 }, "a", "b").ClusterEntropy, Is.Zero);
        Assert.That(Select(new(Metric.TokenF1()) { ClusterThreshold = .5 }, "", "").ClusterEntropy, Is.Zero);
        var plain = Select(new(Metric.TokenF1()), "a", "b");
        Assert.That((plain.Clusters, plain.ClusterEntropy), Is.EqualTo(((object?)null, (double?)null)));
    }

    [TestCase("token-f1", .5)]
    [TestCase("rouge-l", .4)]
    [TestCase("bleu", 30)]
    [TestCase("wer", .6)]
    [TestCase("levenshtein", 3)]
    public void Random_candidates_are_joined_as_by_the_definition(string name, double threshold)
    {
        var metric = MetricCatalogue.Parse(name);
        var random = new Random(1);
        for (var round = 0; round < 30; round++)
        {
            Candidate[] Texts(int count) => [.. Enumerable.Range(0, count).Select(_ => new Candidate(
                string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"{(char)('a' + random.Next(5))}"))))];
            var texts = Texts(random.Next(1, 12));
            using var selector = new Selector(new(metric) { ClusterThreshold = threshold, Threads = 1 });
            var clusters = selector.Select(new("p", texts) { References = round % 3 == 0 ? Texts(3) : null }).Clusters!;
            var label = Labels(metric, [.. texts.Select(text => text.Text)], threshold);
            var expected = label.Index().GroupBy(one => one.Item, one => one.Index).Select(group => group.ToArray()).ToArray();
            Assert.That(clusters.Select(cluster => cluster.Candidates.Order()), Is.EquivalentTo(expected), $"seed 1, round {round}");
            Assert.That(clusters.Select(cluster => cluster.Mass), Is.Ordered.Descending);
            foreach (var cluster in clusters)
            {
                Assert.That(cluster.Mass, Is.EqualTo(cluster.Candidates.Count / (double)texts.Length).Within(1e-12));
            }

            var entropy = -expected.Sum(group => group.Length / (double)texts.Length * Math.Log(group.Length / (double)texts.Length));
            Assert.That(selector.Select(new("p", texts)).ClusterEntropy, Is.EqualTo(entropy).Within(1e-12));
        }
    }

    [TestCase(double.NaN, "NaN")]
    [TestCase(double.PositiveInfinity, "Infinity")]
    public void The_threshold_is_a_finite_number(double threshold, string shown)
    {
        var error = Assert.Throws<OptionException>(() => _ = new Selector(new(Metric.TokenF1()) { ClusterThreshold = threshold }));
        Assert.That(error!.Message, Is.EqualTo(
            $"Invalid value '{shown}' for SelectionOptions.ClusterThreshold: expected a finite number. Leave it out for no clusters."));
    }

    [Test]
    public void Too_many_different_candidates_are_refused()
    {
        using var selector = new Selector(new(Metric.SquaredError()) { ClusterThreshold = 1 });
        var error = Assert.Throws<CandidateException>(
            () => selector.Select(new("p", [.. Enumerable.Range(0, 8193).Select(k => new Candidate($"{k}"))])));
        Assert.That(error!.Message, Is.EqualTo(
            "The pairs of 8,193 different candidates need too much memory; at most 8,192 can be. Leave SelectionOptions.ClusterThreshold "
            + "and Diverse out, or give fewer."));
    }

    // Labels spread over all pairs until none changes.
    private static int[] Labels(Metric metric, string[] texts, double threshold)
    {
        var labels = Enumerable.Range(0, texts.Length).ToArray();
        bool Alike(int i, int j)
        {
            var mean = (metric.Score(texts[i], texts[j]) + metric.Score(texts[j], texts[i])) / 2;
            return texts[i] == texts[j] || (metric.Info.Direction == Direction.HigherIsBetter ? mean >= threshold : mean <= threshold);
        }

        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < texts.Length; i++)
            {
                for (var j = 0; j < texts.Length; j++)
                {
                    if (labels[j] < labels[i] && Alike(i, j))
                    {
                        labels[i] = labels[j];
                        changed = true;
                    }
                }
            }
        }

        return labels;
    }

    private static Selection Select(SelectionOptions options, params Candidate[] candidates)
    {
        using var selector = new Selector(options);
        return selector.Select(new Problem("p", candidates));
    }
}
