using Accelerated.Inference.Pruning;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>Selection from a part of the pairs.</summary>
public sealed class PartialSelectionTests
{
    // The golden example: four candidates against eight references.
    private static readonly double[][] s_golden =
    [
        [.9, .2, .8, .4, .7, .6, .9, .3],
        [.8, .5, .7, .5, .6, .6, .8, .4],
        [.1, .9, .2, .1, .3, .2, .1, .9],
        [.3, .3, .3, .3, .3, .3, .3, .3],
    ];

    private static readonly int[] s_order = [3, 0, 5, 1, 7, 2, 6, 4];

    [Test]
    public async Task Pruning_keeps_those_that_resamples_let_win()
    {
        var resamples = new Dictionary<int, int[][]>
        {
            [2] = [[1, 1], [0, 1], [1, 0], [1, 1], [0, 0], [1, 0], [0, 0], [0, 1]],
            [4] =
            [
                [3, 1, 2, 0], [2, 0, 1, 0], [3, 3, 1, 3], [3, 2, 0, 2], [1, 0, 3, 0], [1, 1, 0, 0], [2, 3, 3, 2], [1, 0, 2, 2],
            ],
            [8] =
            [
                [3, 2, 4, 5, 0, 0, 7, 7], [7, 4, 2, 2, 4, 7, 4, 3], [2, 4, 3, 3, 1, 3, 1, 7], [5, 3, 6, 3, 3, 6, 5, 5],
                [1, 1, 7, 2, 1, 1, 1, 6], [4, 0, 0, 6, 2, 3, 6, 0], [1, 0, 2, 1, 1, 3, 3, 2], [5, 3, 7, 6, 4, 3, 2, 6],
            ],
        };
        var table = Golden([0, 1, 2, 3, 4, 5, 6, 7]);
        await new ConfidencePruning { Alpha = .9, FirstReferences = 2 }.RunAsync(table, used => resamples[used], default);
        Assert.That(table.Rounds, Is.EqualTo(new PartialRound[] { new(2, 8, 3), new(4, 14, 2), new(8, 22, 2) }));
        Assert.That(table.Best, Is.EqualTo(1));
        Assert.That(table.Expected(1), Is.EqualTo(.6125).Within(1e-12));
    }

    [TestCase(16, 1, 16)]
    [TestCase(8, 0, 8)]
    [TestCase(32, 1, 24)]
    public async Task Halving_stays_within_its_budget(int budget, int best, long pairs)
    {
        var table = Golden(s_order);
        await new SequentialHalving(budget).RunAsync(table, default);
        Assert.That((table.Best, table.Pairs), Is.EqualTo((best, pairs)));
        Assert.That(table.Rounds.Select(round => round.Survivors), Is.EqualTo(new[] { 2, 1 }));
    }

    [Test]
    public async Task A_loss_is_best_where_it_is_least()
    {
        var losses = s_golden.Select(row => row.Select(utility => 1 - utility).ToArray()).ToArray();
        var table = Table(losses, s_order, Direction.LowerIsBetter);
        await new SequentialHalving(16).RunAsync(table, default);
        Assert.That(table.Best, Is.EqualTo(1));
    }

    [Test]
    public async Task A_partial_estimate_leaves_the_own_vote_out_and_the_full_one_has_it()
    {
        var table = Table([[1, .2, .4], [.2, 1, .6], [.4, .6, 1]], [0, 2, 1], hasOwn: true);
        await table.DrawAsync(2, default);
        Assert.That(new[] { 0, 1, 2 }.Select(table.Expected), Is.EqualTo(new[] { .4, .4, .4 }).Within(1e-12));
        await table.DrawAsync(1, default);
        Assert.That(table.Expected(1), Is.EqualTo(1.8 / 3).Within(1e-12));
    }

    [Test]
    public async Task Heavier_references_count_for_more()
    {
        var table = Table([[1, 0], [0, 1]], [0, 1], weights: [1, 3]);
        await table.DrawAsync(2, default);
        Assert.That((table.Expected(0), table.Expected(1)), Is.EqualTo((.25, .75)));
    }

    // 200 problems of 32 candidates and 64 references: noisy copies of one text, each with an error rate of its own (seeds 0..199).
    [TestCase(false)]
    [TestCase(true)]
    public async Task At_most_a_third_of_the_pairs_finds_the_exact_winner_in_95_percent(bool halves)
    {
        const int Problems = 200;
        var calls = 0L;
        var scorer = new Overlap(count => Interlocked.Add(ref calls, count));
        var metric = Metric.CreateBatched("overlap", scorer, minimum: 0, maximum: 1, cachedPairs: 0);
        using var exact = new Selector(new(Metric.Create("overlap", Overlap.Of, minimum: 0, maximum: 1)));
        PairSaving saving = halves ? new SequentialHalving(32 * 64 / 3) : new ConfidencePruning();
        var partial = new PartialSelector(new(metric), saving);
        var (found, pairs, all) = (0, 0L, 0L);
        for (var seed = 0; seed < Problems; seed++)
        {
            var problem = NoisyCopies(seed, 32, 64);
            var selection = await partial.SelectAsync(problem);
            var best = exact.Select(problem);
            found += best.Ranking.Single(entry => entry.Index == selection.Index).Expected >= best.Expected - 1e-9 ? 1 : 0;
            pairs += selection.Pairs;
            all += selection.AllPairs;
            Assert.That(selection.Pairs, Is.LessThanOrEqualTo(halves ? 32 * 64 / 3 : selection.AllPairs));
        }

        TestContext.Out.WriteLine($"{found} of {Problems} exact, {(double)pairs / all:P1} of the pairs");
        Assert.That(calls, Is.EqualTo(pairs), "each pair is scored once, and reported");
        Assert.That(found, Is.GreaterThanOrEqualTo(Problems * 95 / 100));
        Assert.That(pairs, Is.LessThanOrEqualTo(all / 3));
    }

    [Test]
    public async Task With_all_references_the_selection_is_exact_to_the_last_pair(
        [Values("token-f1", "levenshtein", "squared-error")] string name, [Values] bool separate)
    {
        var random = new Random(7);
        string Text() => name == "squared-error"
            ? $"{random.Next(20)}"
            : string.Join(' ', Enumerable.Range(0, random.Next(1, 30)).Select(_ => "abcdefg"[random.Next(7)]));
        var problem = new Problem("q", [.. Enumerable.Range(0, 20).Select(_ => new Candidate(Text()))])
        {
            References = separate ? [.. Enumerable.Range(0, 9).Select(_ => new Candidate(Text()))] : null,
        };
        var options = new SelectionOptions(Metric.Parse(name));
        var partial = await new PartialSelector(options, new ConfidencePruning { FirstReferences = 1000 }).SelectAsync(problem);
        using var selector = new Selector(options);
        var full = selector.Select(problem);
        Assert.That(partial.Index, Is.EqualTo(full.Index));
        Assert.That(partial.Expected, Is.EqualTo(full.Expected).Within(1e-9));
        Assert.That(partial.UsedAllReferences, Is.True);
        Assert.That(partial.Pairs, Is.EqualTo(partial.AllPairs));
    }

    [Test]
    public async Task The_same_seed_gives_the_same_selection_and_another_another_order()
    {
        var problem = NoisyCopies(3, 32, 64);
        var options = new SelectionOptions(Metric.TokenF1());
        var first = await new PartialSelector(options, new SequentialHalving(200)).SelectAsync(problem);
        var again = await new PartialSelector(options, new SequentialHalving(200)).SelectAsync(problem);
        var other = await new PartialSelector(options, new SequentialHalving(200) { Seed = 2 }).SelectAsync(problem);
        Assert.That((again.Index, again.Expected, again.Pairs), Is.EqualTo((first.Index, first.Expected, first.Pairs)));
        Assert.That(other.Expected, Is.Not.EqualTo(first.Expected));
        Assert.That(first.UsedAllReferences, Is.False);
    }

    [Test]
    public async Task One_candidate_costs_no_more_than_its_first_references()
    {
        var selection = await new PartialSelector(new(Metric.TokenF1()), new ConfidencePruning { FirstReferences = 2 })
            .SelectAsync(new Problem("q", ["a"]) { References = ["a", "b", "c"] });
        Assert.That((selection.Index, selection.Pairs, selection.AllPairs), Is.EqualTo((0, 2L, 3L)));
    }

    [Test]
    public void An_error_names_the_candidate_and_the_reference_of_the_problem()
    {
        var metric = Metric.Create("mine", (h, r) => h == "bad" && r == "z" ? throw new FormatException("No.") : 0.5);
        var selector = new PartialSelector(new(metric), new ConfidencePruning { FirstReferences = 1 });
        Assert.That(
            () => selector.SelectAsync(new Problem("q", ["a", "b", "bad"]) { References = ["x", "y", "z"] }),
            Throws.TypeOf<ScorerException>().With.Property("Hypothesis").EqualTo(2).And.Property("Reference").EqualTo(2));
    }

    [Test]
    public void A_scorer_that_never_answers_can_be_cancelled()
    {
        var scorer = new Overlap(_ => { }, new TaskCompletionSource().Task);
        var selector = new PartialSelector(new(Metric.CreateBatched("overlap", scorer)), new ConfidencePruning());
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.That(
            () => selector.SelectAsync(new Problem("q", ["a", "b"]), cancel.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Rejects_a_budget_below_one_pair_a_candidate() => Assert.That(
        () => new PartialSelector(new(Metric.TokenF1()), new SequentialHalving(2)).SelectAsync(new Problem("q", ["a", "b", "c"])),
        Throws.TypeOf<OptionException>().With.Message.EqualTo(
            "Invalid value '2' for SequentialHalving.Budget: expected at least 3, one pair for each of the 3 distinct candidates."));

    [Test]
    public void Rejects_options_that_need_all_pairs()
    {
        var options = new SelectionOptions(Metric.TokenF1());
        Refused(options with { Risk = Risk.Worst }, new ConfidencePruning(), "Risk: expected mean in a PartialSelector");
        Refused(options with { Self = SelfPair.Exclude }, new ConfidencePruning(), "Self: expected Include in a PartialSelector");
        Refused(options with { KeepMatrix = true }, new ConfidencePruning(), "KeepMatrix: expected false");
        Refused(options with { BootstrapResamples = 9 }, new ConfidencePruning(), "BootstrapResamples: expected 0");
        Refused(options with { Rule = SelectionRule.Consensus }, new ConfidencePruning(), "Rule: expected Candidates");
        Refused(options, new ConfidencePruning { Alpha = 1 }, "'1' for ConfidencePruning.Alpha: expected a number above 0 and below 1");
        Refused(options, new ConfidencePruning { Alpha = double.NaN }, "'NaN' for ConfidencePruning.Alpha");
        Refused(options, new ConfidencePruning { FirstReferences = 0 }, "'0' for ConfidencePruning.FirstReferences: expected at least 1");
        Refused(options, new ConfidencePruning { Resamples = 0 }, "'0' for ConfidencePruning.Resamples: expected at least 1");
        Refused(options, new SequentialHalving(0), "'0' for SequentialHalving.Budget: expected at least 1");

        static void Refused(SelectionOptions options, PairSaving saving, string message) => Assert.That(
            () => new PartialSelector(options, saving), Throws.TypeOf<OptionException>().With.Message.Contains(message));
    }

    private static PartialTable Golden(int[] order) => Table(s_golden, order);

    private static PartialTable Table(
        double[][] utilities,
        int[] order,
        Direction direction = Direction.HigherIsBetter,
        bool hasOwn = false,
        double[]? weights = null) => new(
            utilities.Length,
            weights ?? [.. order.Select(_ => 1.0)],
            order,
            direction,
            hasOwn,
            (rows, columns, _) => Task.FromResult(
                rows.Select(row => columns.Select(column => utilities[row][column]).ToArray()).ToArray()));

    private static Problem NoisyCopies(int seed, int candidates, int references)
    {
        var random = new Random(seed);
        string Word() => $"w{random.Next(50)}";
        string[] truth = [.. Enumerable.Range(0, 20).Select(_ => Word())];
        Candidate Copy()
        {
            var errors = 0.1 + 0.8 * random.NextDouble();
            return new(string.Join(' ', truth.Select(word => random.NextDouble() < errors ? Word() : word)));
        }

        return new Problem($"{seed}", [.. Enumerable.Range(0, candidates).Select(_ => Copy())])
        {
            References = [.. Enumerable.Range(0, references).Select(_ => Copy())],
        };
    }

    // The shared words over the mean number of words.
    private sealed class Overlap(Action<int> count, Task? wait = null) : IBatchScorer
    {
        public static double Of(string hypothesis, string reference)
        {
            var (left, right) = (hypothesis.Split(' '), reference.Split(' '));
            var counts = right.CountBy(word => word).ToDictionary();
            return 2.0 * left.CountBy(word => word).Sum(word => Math.Min(word.Value, counts.GetValueOrDefault(word.Key)))
                / (left.Length + right.Length);
        }

        public async Task<IReadOnlyList<double>> ScoreAsync(
            IReadOnlyList<(string Hypothesis, string Reference)> pairs, CancellationToken cancellationToken)
        {
            await (wait ?? Task.CompletedTask);
            count(pairs.Count);
            return [.. pairs.Select(pair => Of(pair.Hypothesis, pair.Reference))];
        }
    }
}
