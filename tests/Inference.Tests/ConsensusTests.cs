using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class ConsensusTests
{
    private static readonly string[] s_metrics = [.. MetricCatalogue.Definitions
        .Select(definition => definition.Name).Where(name => MetricCatalogue.Parse(name).HasConsensus)];

    [Test]
    public void An_answer_of_words_that_no_candidate_has_together()
    {
        var selection = Select("levenshtein-words", "x b c d", "a y c d", "a b z d");
        Assert.That((selection.Text, selection.Index, selection.Expected), Is.EqualTo(("a b c d", -1, 1)));
        Assert.That(selection.Words!.Select(word => word.Text), Is.EqualTo(new[] { "a", "b", "c", "d" }));
        Assert.That(selection.Words!.Select(word => word.Confidence), Is.EqualTo(new[] { 2 / 3.0, 2 / 3.0, 2 / 3.0, 1 }).Within(1e-9));
        Assert.That(selection.Margin, Is.EqualTo(1 / 3.0).Within(1e-12)); // the candidates' 4 edits against 3
        Assert.That(selection.Ranking, Has.Count.EqualTo(3));
        Assert.That(selection.StandardError, Is.Zero);
    }

    // What docs/consensus.md shows.
    [Test]
    public void The_document_s_example_runs()
    {
        using var selector = new Selector(new(Metric.LevenshteinWords()) { Rule = SelectionRule.Consensus });
        var selection = selector.Select(new Problem("e", ["x b c d", "a y c d", "a b z d"]));
        Console.WriteLine($"{selection.Text}: {selection.Expected} expected edits"); // a b c d: 1 expected edits
        foreach (var word in selection.Words!)
        {
            Console.WriteLine($"{word.Text} {word.Confidence:F2}"); // a 0.67
        }

        Assert.That(selection.Text, Is.EqualTo("a b c d"));
    }

    [Test]
    public void Texts_keep_the_usual_form_of_their_words()
    {
        var selection = Select("token-f1", "Paris, q is big.", "Paris, France is z", "paris France y big.", "v France is big!");
        Assert.That(selection.Text, Is.EqualTo("Paris, France is big."));
        Assert.That(Select("levenshtein", "明天天气很好。", "今日天气很好。", "今天天气真好。").Text, Is.EqualTo("今天天气很好。"));
        var lines = Select("rouge-l", "a x c\n\nd e f", "a b c\n\nd y f", "a b z\n\nd e f");
        Assert.That(lines.Text, Is.EqualTo("a b c\n\nd e f"));
    }

    [TestCaseSource(nameof(s_metrics))]
    public void Never_worse_than_the_best_candidate(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        var random = new Random(2);
        for (var round = 0; round < 20; round++)
        {
            var problem = Noisy(random, random.Next(1, 9), random.Next(1, 9), hasReferences: round % 4 == 0);
            using var selector = new Selector(new(metric) { Rule = SelectionRule.Consensus, Weights = WeightSource.Given, Threads = 1 });
            var selection = selector.Select(problem);
            var best = selection.Ranking[0];
            var gain = metric.Info.Direction == Direction.HigherIsBetter
                ? selection.Expected - best.Expected
                : best.Expected - selection.Expected;
            Assert.That(gain, selection.Index < 0 ? Is.Positive : Is.Zero, $"seed 2, round {round}");
            Assert.That(selection.Index < 0 || selection.Index == best.Index, $"seed 2, round {round}");
            var alone = new Problem("again", [selection.Text]) { References = problem.References ?? problem.Candidates };
            using var plain = new Selector(new(metric) { Weights = WeightSource.Given, Threads = 1 });
            Assert.That(plain.Select(alone).Expected, Is.EqualTo(selection.Expected), $"seed 2, round {round}");
            var written = problem.Candidates.SelectMany(candidate => candidate.Text.Split(' ')).ToHashSet();
            Assert.That(selection.Text.Split(' ').Distinct(), Is.SubsetOf(written));
            Assert.That(string.Join(' ', selection.Words!.Select(word => word.Text)), Is.EqualTo(selection.Text));
            Assert.That(selection.Words!.Select(word => word.Confidence), Is.All.InRange(0, 1));
        }
    }

    [Test]
    public void Changing_words_leads_to_better_expectations_than_the_vote_alone()
    {
        var random = new Random(3);
        var better = 0;
        for (var round = 0; round < 60; round++)
        {
            var problem = Noisy(random, 8, 10);
            var options = new SelectionOptions(Metric.Parse("chrf")) { Rule = SelectionRule.Consensus, Weights = WeightSource.Given };
            using var voting = new Selector(options with { ConsensusEvaluations = 0 });
            using var changing = new Selector(options);
            var (vote, changed) = (voting.Select(problem).Expected, changing.Select(problem).Expected);
            Assert.That(changed, Is.GreaterThanOrEqualTo(vote * (1 - 1e-12)), $"seed 3, round {round}");
            better += changed > vote ? 1 : 0;
        }

        Assert.That(better, Is.Positive);
    }

    [Test]
    public void The_order_of_candidates_decides_ties_only()
    {
        var random = new Random(4);
        using var selector = new Selector(new(Metric.Parse("chrf")) { Rule = SelectionRule.Consensus, Weights = WeightSource.Given });
        for (var round = 0; round < 40; round++)
        {
            var problem = Noisy(random, 7, 10);
            var shuffled = problem.Candidates.ToArray();
            random.Shuffle(shuffled);
            Assert.That(selector.Select(new("s", shuffled)).Text, Is.EqualTo(selector.Select(problem).Text), $"seed 4, round {round}");
        }
    }

    [Test]
    public void Candidates_that_agree_are_the_answer()
    {
        foreach (var count in new[] { 1, 3 })
        {
            var selection = Select("wer", [.. Enumerable.Repeat("to be or not", count)]);
            Assert.That((selection.Index, selection.Text, selection.Expected), Is.EqualTo((0, "to be or not", 0.0)));
            Assert.That(selection.Words!.Select(word => word.Confidence), Is.All.EqualTo(1));
        }
    }

    [Test]
    public void Candidates_without_weight_have_no_vote()
    {
        var selection = Select(
            "levenshtein-words",
            [Weighted("x b c d", 1), Weighted("a y c d", 1), Weighted("a b z d", 1), Weighted("q q q q", 0), Weighted("q b q", 0)]);
        Assert.That(selection.Text, Is.EqualTo("a b c d"));
        var alone = Select("levenshtein-words", [Weighted("x y", 0), Weighted("a b", 2), Weighted("a c", 0)]);
        Assert.That((alone.Index, alone.Words![1].Confidence), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Empty_candidates_take_part()
    {
        Assert.That(Select("levenshtein-words", "", "a", "a").Text, Is.EqualTo("a"));
        Assert.That(Select("levenshtein-words", "", "", "a").Words, Is.Empty);
    }

    [Test]
    public async Task A_problem_a_batch_and_a_stream_answer_alike()
    {
        var random = new Random(5);
        Problem[] problems = [.. Enumerable.Range(0, 50).Select(_ => Noisy(random, 6, 10))];
        using var selector = new Selector(new(Metric.Parse("rouge-l")) { Rule = SelectionRule.Consensus, Weights = WeightSource.Given });
        var one = problems.Select(problem => selector.Select(problem).Text).ToList();
        Assert.That(selector.SelectMany(problems).Select(outcome => outcome.Selection.Text), Is.EqualTo(one));
        var streamed = new List<string>();
        await foreach (var outcome in selector.SelectAsync(problems.ToAsyncEnumerable()))
        {
            streamed.Add(outcome.Selection.Text);
        }

        Assert.That(streamed, Is.EqualTo(one));
        using var definition = new Selector(selector.Options with { Engine = EngineChoice.Reference });
        Assert.That(problems.Select(problem => definition.Select(problem).Text), Is.EqualTo(one));
    }

    [TestCaseSource(typeof(AvailableEngines), nameof(AvailableEngines.All))]
    public void Every_engine_answers_alike(EngineChoice engine)
    {
        var random = new Random(6);
        Problem[] problems = [.. Enumerable.Range(0, 10).Select(_ => Noisy(random, 6, 8))];
        foreach (var metric in new[] { "levenshtein-words", "token-f1", "chrf", "cer" })
        {
            var options = new SelectionOptions(MetricCatalogue.Parse(metric))
            {
                Rule = SelectionRule.Consensus,
                Weights = WeightSource.Given,
            };
            using var cpu = new Selector(options with { Engine = EngineChoice.Cpu });
            using var other = new Selector(options with { Engine = engine });
            foreach (var problem in problems)
            {
                var (left, right) = (cpu.Select(problem), other.Select(problem));
                Assert.That((right.Text, right.Index, right.Expected), Is.EqualTo((left.Text, left.Index, left.Expected)), metric);
            }
        }
    }

    [Test]
    public void Without_a_change_allowed_it_is_the_vote_or_the_best_candidate()
    {
        using var voting = new Selector(new(Metric.Parse("levenshtein-words"))
        {
            Rule = SelectionRule.Consensus,
            ConsensusEvaluations = 0,
        });
        Assert.That(voting.Select(new("p", ["x b c d", "a y c d", "a b z d"])).Text, Is.EqualTo("a b c d"));
        Assert.That(voting.Select(new("p", ["a b", "c d"])).Index, Is.Zero);
    }

    [Test]
    public void Candidates_vote_by_their_number_where_references_have_the_weights()
    {
        using var selector = new Selector(new(Metric.Parse("levenshtein-words")) { Rule = SelectionRule.Consensus });
        var selection = selector.Select(new("p", ["a x", "a b", "a b", "a x"]) { References = ["a x", "a b c"] });
        Assert.That((selection.Index, selection.Expected), Is.EqualTo((0, 1)), "no candidate has c, and ties go to the first");
        Assert.That(selection.Words!.Select(word => (word.Text, word.Confidence)), Is.EqualTo(new[] { ("a", 1), ("x", .5) }));
    }

    [Test]
    public void A_cancelled_selection_ends()
    {
        using var selector = new Selector(new(Metric.Parse("chrf")) { Rule = SelectionRule.Consensus });
        Assert.That(
            () => selector.Select(new("p", ["a b", "a c"]), new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase("absolute-error", "Its best answer is that of Bayes. ")]
    [TestCase("exact-match", "Its best answer is that of Bayes. ")]
    [TestCase("label-f1", "Its best answer is that of Bayes. ")]
    [TestCase("cosine", "")]
    [TestCase("levenshtein-tokens", "")]
    [TestCase("token-f1:unit=ids", "")]
    [TestCase("label-subset", "Its best answer is that of Bayes. ")]
    public void Metrics_that_do_not_compare_words_have_no_consensus(string metric, string wayOut)
    {
        var error = Assert.Throws<OptionException>(
            () => _ = new Selector(new(MetricCatalogue.Parse(metric)) { Rule = SelectionRule.Consensus }));
        Assert.That(
            error!.Message,
            Is.EqualTo(
                $"Invalid value 'Consensus' for SelectionOptions.Rule: expected Candidates with metric '{metric}', which does not compare "
                + $"texts by their words or characters. {wayOut}Metrics with a consensus: token-f1, rouge-l, bleu, chrf, wer and others."));
    }

    private static Selection Select(string metric, params string[] texts) =>
        Select(metric, [.. texts.Select(text => Weighted(text, 1))]);

    private static Selection Select(string metric, Candidate[] candidates)
    {
        using var selector = new Selector(
            new(MetricCatalogue.Parse(metric)) { Rule = SelectionRule.Consensus, Weights = WeightSource.Given });
        return selector.Select(new Problem("p", candidates));
    }

    private static Candidate Weighted(string text, double weight) => new(text) { Weight = weight };

    // Copies of one text with some words lost, changed or added.
    private static Problem Noisy(Random random, int count, int words, bool hasReferences = false)
    {
        string Word() => $"{(char)('a' + random.Next(20))}{(char)('a' + random.Next(5))}";
        var truth = Enumerable.Range(0, words).Select(_ => Word()).ToArray();
        Candidate[] Copies() => [.. Enumerable.Range(0, count).Select(_ => Weighted(
            string.Join(' ', truth.SelectMany(word => random.Next(8) switch
            {
                0 => (string[])[],
                1 => [Word()],
                2 => [word, Word()],
                _ => [word],
            }).DefaultIfEmpty("z")),
            1 + random.NextDouble()))];
        return new Problem("noisy", Copies()) { References = hasReferences ? Copies() : null };
    }
}
