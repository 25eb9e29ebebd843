using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>Candidates that are good and differ from each other.</summary>
public sealed class DiverseTests
{
    private static readonly string[] s_texts = ["a b c", "a b c d", "a b c", "x y", "x y z", "a b"];

    [Test]
    public void Without_diversity_it_is_the_ranking_with_duplicates_once()
    {
        var selection = Select(new(Metric.TokenF1()) { Diverse = 3, Diversity = 0 }, s_texts);
        var ranking = selection.Ranking.DistinctBy(ranked => s_texts[ranked.Index]).Take(3);
        Assert.That(selection.Diverse!.Select(one => one.Index), Is.EqualTo(ranking.Select(ranked => ranked.Index)));
        Assert.That(selection.Diverse!.Select(one => one.Expected), Is.EqualTo(ranking.Select(ranked => ranked.Expected)));
    }

    [TestCase("token-f1")]
    [TestCase("levenshtein")]
    public void With_it_the_second_is_of_another_kind(string metric)
    {
        var selection = Select(new(MetricCatalogue.Parse(metric)) { Diverse = 2, Diversity = 2 }, s_texts);
        Assert.That(selection.Diverse![0].Index, Is.EqualTo(selection.Index));
        Assert.That(s_texts[selection.Diverse![1].Index], Does.StartWith("x"));
    }

    [Test]
    public void There_are_at_most_as_many_as_different_candidates()
    {
        Assert.That(Select(new(Metric.TokenF1()) { Diverse = 9 }, "a", "a", "b").Diverse, Has.Count.EqualTo(2));
        Assert.That(Select(new(Metric.AbsoluteError()) { Diverse = 9, Rule = SelectionRule.Bayes }, "1", "?", "2").Diverse!
            .Select(one => one.Index).Order(), Is.EqualTo(new[] { 0, 2 }));
        Assert.That(Select(new(Metric.TokenF1()), "a", "b").Diverse, Is.Null);
    }

    [Test]
    public void Separate_references_say_what_is_good_and_candidates_how_they_differ()
    {
        using var selector = new Selector(new(Metric.TokenF1()) { Diverse = 2, Diversity = 1 });
        var selection = selector.Select(new("p", ["q q q q q q", "a b", "a b c", "a x"]) { References = ["a b", "a b", "a c x"] });
        Assert.That(selection.Diverse!.Select(one => one.Index), Is.EqualTo(new[] { 1, 3 }));
    }

    [TestCase(0, .5, "Invalid value '0' for SelectionOptions.Diverse: expected at least 1. Leave it out for none.")]
    [TestCase(2, -1, "Invalid value '-1' for SelectionOptions.Diversity: expected a finite number of at least 0. Use 0 for the best of "
        + "the ranking.")]
    [TestCase(2, double.NaN, "Invalid value 'NaN' for SelectionOptions.Diversity: expected a finite number of at least 0. Use 0 for the "
        + "best of the ranking.")]
    public void Values_out_of_range_are_refused(int count, double diversity, string message)
    {
        var options = new SelectionOptions(Metric.TokenF1()) { Diverse = count, Diversity = diversity };
        Assert.That(() => _ = new Selector(options), Throws.TypeOf<OptionException>().With.Message.EqualTo(message));
    }

    private static Selection Select(SelectionOptions options, params string[] texts)
    {
        using var selector = new Selector(options);
        return selector.Select(new Problem("p", [.. texts.Select(text => new Candidate(text))]));
    }
}
