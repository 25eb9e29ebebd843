using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class SelectorTests
{
    private const int Seed = 41;

    [Test]
    public void One_candidate_without_its_own_vote_is_chosen_with_no_expected_value()
    {
        var selection = Select(new(TokenF1) { Self = SelfPair.Exclude }, "alone");
        Assert.That(selection.Index, Is.Zero);
        Assert.That(selection.Expected, Is.NaN);
        Assert.That(selection.StandardError, Is.NaN);
        Assert.That(selection.Margin, Is.NaN);
    }

    [TestCase("token-f1")]
    [TestCase("levenshtein-words")]
    [TestCase("chrf")]
    public void A_problem_selects_the_same_alone_and_in_batches_of_any_size(string name)
    {
        var random = new Random(Seed);
        var problems = Enumerable.Range(0, 300).Select(k => new Problem(
            $"{k}", [.. Enumerable.Range(0, k == 7 ? 0 : random.Next(1, 90)).Select(_ => Draw(random))])).ToArray();
        using var selector = new Selector(new(MetricCatalogue.Parse(name)) { Engine = EngineChoice.Cpu });
        var many = selector.SelectMany(problems);
        var few = problems.Chunk(50).SelectMany(chunk => selector.SelectMany(chunk)).ToArray();
        for (var k = 0; k < problems.Length; k++)
        {
            if (problems[k].Candidates.Count == 0)
            {
                Assert.That(many[k].Error, Is.TypeOf<CandidateException>());
                Assert.That(few[k].Error, Is.TypeOf<CandidateException>());
                continue;
            }

            var alone = selector.Select(problems[k]);
            foreach (var selection in new[] { many[k].Selection, few[k].Selection })
            {
                Assert.That(Fields(selection), Is.EqualTo(Fields(alone)), $"seed {Seed}, problem {k}");
                Assert.That(selection.Ranking, Is.EqualTo(alone.Ranking), $"seed {Seed}, problem {k}");
            }
        }
    }

    [Test]
    public void Votes_are_mixed_weighed_by_source_and_capped()
    {
        Candidate[] candidates =
        [
            new("x") { Weight = 8, Source = "a" }, new("y") { Weight = 1, Source = "b" }, new("z") { Weight = 1 },
        ];
        Assert.Multiple(() =>
        {
            Assert.That(Expected(default), Is.EqualTo(new[] { .8, .1, .1 }).Within(1e-15));
            Assert.That(Expected(new() { UniformShare = .5 }), Is.EqualTo(new[] { 34.0 / 60, 13.0 / 60, 13.0 / 60 }).Within(1e-15));
            Assert.That(
                Expected(new() { SourceFactors = new Dictionary<string, double> { ["a"] = .5, ["b"] = 4 } }),
                Is.EqualTo(new[] { 4 / 9.0, 4 / 9.0, 1 / 9.0 }).Within(1e-15));
            Assert.That(Expected(new() { LargestShare = .5 }), Is.EqualTo(new[] { .5, .25, .25 }).Within(1e-15));
            Assert.That(
                Expected(new() { UniformShare = 1, SourceFactors = new Dictionary<string, double> { ["a"] = 0 } }),
                Is.EqualTo(new[] { 0, .5, .5 }).Within(1e-15),
                "a source without weight has none of the uniform share either");
        });

        IEnumerable<double> Expected(WeightAdjustment adjustment) => Select(
            new(Metric.ExactMatch()) { Weights = WeightSource.Given, Adjustment = adjustment }, candidates)
            .Ranking.OrderBy(ranked => ranked.Index).Select(ranked => ranked.Expected);
    }

    [Test]
    public void Duplicates_select_as_one_candidate_of_their_joint_weight()
    {
        var many = Select(new(TokenF1), "x y", "y z", "y z", "y z");
        var weighed = Select(
            new(TokenF1) { Weights = WeightSource.Given }, new Candidate("x y") { Weight = .25 }, new Candidate("y z") { Weight = .75 });
        Assert.That(many.Text, Is.EqualTo("y z"));
        Assert.That(weighed.Text, Is.EqualTo("y z"));
        Assert.That(many.Expected, Is.EqualTo(weighed.Expected).Within(1e-12));
        Assert.That(many.Margin, Is.EqualTo(weighed.Margin).Within(1e-12), "the runner-up is another answer, not a copy");
    }

    [Test]
    public void Ties_go_to_the_heavier_candidate_then_to_the_first()
    {
        Assert.That(Select(new(TokenF1), "x", "y").Index, Is.Zero);
        var references = new Candidate[] { "z" };
        var other = new Problem("q", ["x", "y"]) { References = references };
        using var selector = new Selector(new(TokenF1));
        Assert.That(selector.Select(other).Index, Is.Zero);
        Assert.That(
            Select(
                new(TokenF1) { Weights = WeightSource.Given, Risk = Risk.Worst },
                new Candidate("x") { Weight = .3 },
                new Candidate("y") { Weight = .7 }).Index,
            Is.EqualTo(1));
    }

    [Test]
    public void A_sample_drawn_twice_counts_once_under_its_probability()
    {
        Candidate x = new("x") { LogProbability = -1 };
        Candidate y = new("y") { LogProbability = -1.5 };
        var once = Select(new(TokenF1) { Weights = WeightSource.LogProbability }, x, y);
        var twice = Select(new(TokenF1) { Weights = WeightSource.LogProbability }, x, y, y, y);
        Assert.That(twice.Text, Is.EqualTo("x"));
        Assert.That(twice.Expected, Is.EqualTo(once.Expected));
        Assert.That(twice.EffectiveSamples, Is.EqualTo(once.EffectiveSamples));
        var uniform = Select(new(TokenF1), x, y, y, y);
        Assert.That(uniform.Text, Is.EqualTo("y"));
    }

    [Test]
    public void Given_references_vote_and_candidates_do_not()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("levenshtein")) { Self = SelfPair.Exclude });
        var selection = selector.Select(new Problem("q", ["far away", "cat", "cut"]) { References = ["cart", "cat", "can"] });
        Assert.That(selection.Text, Is.EqualTo("cat"));
        Assert.That(selection.Expected, Is.EqualTo(2 / 3.0).Within(1e-12));
        Assert.That(selection.EffectiveSamples, Is.EqualTo(3).Within(1e-12));
    }

    [Test]
    public void Excluding_the_self_pair_leaves_the_votes_of_the_others()
    {
        var random = new Random(Seed);
        var texts = Enumerable.Range(0, 12).Select(
            _ => new string([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => "abc"[random.Next(3)])])).ToArray();
        var metric = MetricCatalogue.Parse("normalized-levenshtein");
        using var without = new Selector(new(metric) { Self = SelfPair.Exclude });
        using var plain = new Selector(new(metric));
        var ranking = without.Select(new Problem("q", Candidates(texts))).Ranking;
        foreach (var ranked in ranking)
        {
            var others = Candidates(texts.Where((_, i) => i != ranked.Index));
            var alone = plain.Select(new Problem("q", [texts[ranked.Index]]) { References = others });
            Assert.That(ranked.Expected, Is.EqualTo(alone.Expected).Within(1e-12), $"candidate {ranked.Index}, seed {Seed}");
        }
    }

    [Test]
    public void Risks_by_blocks_of_rows_equal_those_of_whole_rows()
    {
        var random = new Random(Seed);
        var texts = Enumerable.Range(0, 1500).Select(i => $"{i} {random.Next(50)} {random.Next(50)}").ToArray();
        var options = new SelectionOptions(TokenF1) { Risk = Risk.ConditionalValue(.9), Top = 5 };
        using var selector = new Selector(options);
        var selection = selector.Select(new Problem("q", Candidates(texts)));
        using var alone = new Selector(options);
        foreach (var ranked in selection.Ranking)
        {
            var one = alone.Select(new Problem("q", [texts[ranked.Index]]) { References = Candidates(texts) });
            Assert.That(one.Risk, Is.EqualTo(ranked.Risk), $"candidate {ranked.Index}, seed {Seed}");
        }

        Assert.That(selection.Ranking, Has.Count.EqualTo(5));
    }

    [Test]
    public void A_batch_selects_as_single_calls_do_and_skips_bad_problems()
    {
        using var selector = new Selector(new(TokenF1) { BootstrapResamples = 20 });
        Problem[] problems =
        [
            new("a", ["x y", "x", "y"]), new("bad", []), new("b", ["z"]), new("null", [null!]), new("c", ["x", "z z", "z"]),
        ];
        var outcomes = selector.SelectMany(problems);
        Assert.That(outcomes.Select(outcome => outcome.Problem.Id), Is.EqualTo(problems.Select(problem => problem.Id)));
        Assert.That(
            outcomes[1].Error,
            Is.TypeOf<CandidateException>().With.Message.EqualTo(
                "The list of candidates is empty; expected at least one. Give one, or leave the problem out."));
        Assert.That(
            () => outcomes[3].Selection,
            Throws.TypeOf<CandidateException>().With.Message.EqualTo("Candidate 0 is null; give a text, which may be empty."));
        foreach (var k in new[] { 0, 2, 4 })
        {
            var alone = selector.Select(problems[k]);
            Assert.That(outcomes[k].Selection.Ranking, Is.EqualTo(alone.Ranking));
            Assert.That(outcomes[k].Selection.BestProbability, Is.EqualTo(alone.BestProbability));
        }
    }

    [Test]
    public void Concurrent_callers_get_the_results_of_sequential_ones()
    {
        using var selector = new Selector(new(TokenF1));
        var problems = Enumerable.Range(0, 64).Select(
            i => new Problem($"{i}", Candidates(Enumerable.Range(0, 1 + i % 7).Select(k => $"{k} {i % 3} {k * i % 5}")))).ToArray();
        var expected = problems.Select(problem => selector.Select(problem).Expected).ToArray();
        var found = new double[problems.Length];
        Parallel.For(
            0, problems.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => found[i] = selector.Select(problems[i]).Expected);
        Assert.That(found, Is.EqualTo(expected));
    }

    [Test]
    public void Throws_after_disposal()
    {
        var selector = new Selector(new(TokenF1));
        selector.Dispose();
        Assert.That(() => selector.Select(new Problem("q", ["x"])), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_cancelled_call_ends()
    {
        using var selector = new Selector(new(TokenF1));
        Assert.That(
            () => selector.Select(new Problem("q", ["x"]), new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void The_bootstrap_is_certain_only_if_the_votes_agree()
    {
        var sure = Select(new(TokenF1) { BootstrapResamples = 200 }, [.. Enumerable.Repeat<Candidate>("x", 20), "y"]);
        var unsure = Select(
            new(TokenF1) { BootstrapResamples = 200 }, [.. Enumerable.Repeat<Candidate>("x", 6), .. Enumerable.Repeat<Candidate>("y", 5)]);
        Assert.That(sure.BestProbability, Is.GreaterThan(.99));
        Assert.That(unsure.BestProbability, Is.InRange(.45, .85));
    }

    private static Metric TokenF1 => MetricCatalogue.Parse("token-f1");

    private static Candidate[] Candidates(IEnumerable<string> texts) => [.. texts.Select(text => new Candidate(text))];

    private static Candidate Draw(Random random) =>
        new(string.Join(' ', Enumerable.Range(0, random.Next(7)).Select(_ => $"word{random.Next(12)}")));

    private static Selection Select(SelectionOptions options, params Candidate[] candidates)
    {
        using var selector = new Selector(options);
        return selector.Select(new Problem("q", candidates));
    }

    [Test]
    public void Rejects_a_matrix_longer_than_an_array_and_completes_the_others()
    {
        var many = new Problem("many", [.. Enumerable.Repeat(new Candidate("a"), 46_400)]);
        using var selector = new Selector(new SelectionOptions(MetricCatalogue.Parse("token-f1")) { KeepMatrix = true });
        Assert.That(
            () => selector.Select(many),
            Throws.TypeOf<CandidateException>().With.Message.StartsWith(
                "The utility matrix of 46,400 candidates and 46,400 references has more than 2,147,483,591 elements, the limit of an " +
                "array."));
        var outcomes = selector.SelectMany([many, new Problem("few", ["a", "b", "a"])]);
        Assert.That(outcomes[0].Error, Is.TypeOf<CandidateException>());
        Assert.That(outcomes[1].Selection!.Matrix, Has.Length.EqualTo(9));
    }

    private static object?[] Fields(Selection selection) =>
        [
            .. typeof(Selection).GetProperties().Where(field => field.Name != nameof(Selection.Ranking))
            .Select(field => field.GetValue(selection)),
        ];
}
