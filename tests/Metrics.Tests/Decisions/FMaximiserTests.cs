namespace Accelerated.Metrics.Tests.Decisions;

public sealed class FMaximiserTests
{
    [Test]
    public void Three_pairs_of_three_are_best_answered_by_all_three()
    {
        var answer = BagDecision.MaximiseF([["a", "b"], ["a", "c"], ["b", "c"]], [1, 1, 1]);

        Assert.That(answer.Tokens, Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(answer.Text, Is.EqualTo("a b c"));
        Assert.That(answer.Value, Is.EqualTo(0.8).Within(1e-15));
        Assert.That(answer.Index, Is.EqualTo(-1));
    }

    [Test]
    public void The_best_sample_of_the_example_is_worth_less()
    {
        var samples = new RaggedRows<int>([0, 2, 4, 6], [0, 1, 0, 2, 1, 2]);
        var maximiser = new FMaximiser(samples, 3, [1, 1, 1]);

        Assert.That(maximiser.Expected(samples[0]), Is.EqualTo(0.666667).Within(5e-7));
        Assert.That(maximiser.Maximise().Symbols, Is.EqualTo(new[] { 0, 1, 2 }));
    }

    [Test]
    public void Bags_count_copies()
    {
        var answer = BagDecision.MaximiseF([["a", "a", "b"], ["a", "b", "b"]], [1, 1]);

        Assert.That(answer.Tokens, Is.EquivalentTo(new[] { "a", "a", "b", "b" }));
        Assert.That(answer.Tokens.Take(3), Is.EqualTo(new[] { "a", "a", "b" }), "in the order of the first sample, as good as the second");
        Assert.That(answer.Value, Is.EqualTo(0.857143).Within(5e-7));
    }

    [Test]
    public void Label_sets_count_the_empty_one()
    {
        var answer = BagDecision.MaximiseF([["1", "2"], ["1", "3"], [], ["1", "2", "3"]], [1, 1, 1, 1], asSets: true);

        Assert.That(answer.Tokens, Is.EquivalentTo(new[] { "1", "2", "3" }));
        Assert.That(answer.Value, Is.EqualTo(0.65).Within(1e-15));
        Assert.That(answer.Index, Is.EqualTo(3));
    }

    [Test]
    public void The_empty_answer_wins_where_most_samples_are_empty_and_two_empty_ones_score()
    {
        string[][] samples = [[], [], ["a"]];
        var answer = BagDecision.MaximiseF(samples, [1, 1, 1]);
        Assert.That(answer, Is.EqualTo(new BagAnswer("", answer.Tokens, 2 / 3.0, 0)));
        Assert.That(answer.Tokens, Is.Empty);

        Assert.That(BagDecision.MaximiseF(samples, [1, 1, 1], emptyValue: 0).Text, Is.EqualTo("a"), "version 1 of the empty rule");
        Assert.That(BagDecision.MaximiseF([[], ["a"]], [1, 1]).Text, Is.Empty, "a tie goes to the smaller answer");
    }

    [Test]
    public void Tokens_come_in_the_order_of_the_best_sample_and_then_of_the_next()
    {
        // The second sample is the most expected; d is only in the third, which weighs as much.
        var answer = BagDecision.MaximiseF([["c", "b", "a"], ["b", "a", "c"], ["d", "b", "a", "c"]], [1, 3, 3]);

        Assert.That(answer.Text, Is.EqualTo("b a c d").Or.EqualTo("b a c"));
        Assert.That(answer.Text, Does.StartWith("b a c"));
    }

    [TestCase(1, 1)]
    [TestCase(1, 0)]
    [TestCase(2, 1)]
    [TestCase(0.5, 1)]
    [TestCase(0, 1)]
    public void No_set_has_a_greater_expected_F(double beta, double emptyValue)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var m = random.Next(1, 8);
            var n = random.Next(1, 7);
            var density = random.NextDouble();
            var samples = Enumerable.Range(0, n).Select(
                _ => Enumerable.Range(0, m).Where(_ => random.NextDouble() < density).ToArray()).ToArray();
            var weights = samples.Select(_ => (double)random.Next(0, 4)).ToArray();
            weights[0]++;
            var offsets = new int[n + 1];
            for (var k = 0; k < n; k++)
            {
                offsets[k + 1] = offsets[k] + samples[k].Length;
            }

            var maximiser = new FMaximiser(new RaggedRows<int>(offsets, [.. samples.SelectMany(s => s)]), m, weights, beta, emptyValue);
            var optimum = maximiser.Maximise();

            var best = Enumerable.Range(0, 1 << m).Max(mask => Value(Enumerable.Range(0, m).Where(i => (mask >> i & 1) == 1).ToArray()));
            Assert.That(optimum.Value, Is.EqualTo(best).Within(1e-12), $"seed {seed}");
            Assert.That(Value([.. optimum.Symbols]), Is.EqualTo(best).Within(1e-12), $"seed {seed}: the set is worth what is said of it");
            Assert.That(maximiser.Expected(optimum.Symbols.ToArray()), Is.EqualTo(best).Within(1e-12), $"seed {seed}");

            double Value(int[] set) => samples.Zip(weights, (y, w) => w * F(set, y)).Sum() / weights.Sum();
            double F(int[] set, int[] truth) => set.Length + truth.Length == 0 ? emptyValue
                : set.Length == 0 || truth.Length == 0 ? 0
                : (1 + beta * beta) * set.Intersect(truth).Count() / (beta * beta * truth.Length + set.Length);
        }
    }

    // So many symbols that sizes are passed over; samples of very different sizes give values with several peaks.
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(0.25)]
    [TestCase(0)]
    public void The_best_of_many_sizes_is_found(double beta)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var m = random.Next(60, 400);
            var samples = Enumerable.Range(0, random.Next(1, 9)).Select(_ =>
            {
                var density = Math.Pow(random.NextDouble(), random.Next(1, 6));
                var first = random.Next(3) == 0 ? m / 2 : 0;
                return Enumerable.Range(first, m - first).Where(_ => random.NextDouble() < density).ToArray();
            }).ToArray();
            var weights = samples.Select(_ => random.Next(2) == 0 ? 1.0 : random.Next(1, 30)).ToArray();
            int[] offsets = [0, .. samples.Select((_, n) => samples.Take(n + 1).Sum(sample => sample.Length))];
            var optimum = new FMaximiser(
                new RaggedRows<int>(offsets, [.. samples.SelectMany(sample => sample)]), m, weights, beta).Maximise();

            var total = weights.Sum();
            var best = samples.Zip(weights, (sample, weight) => sample.Length == 0 ? weight : 0).Sum() / total;
            var size = 0;
            for (var k = 1; k <= m; k++)
            {
                var gains = new double[m];
                foreach (var (sample, weight) in samples.Zip(weights))
                {
                    foreach (var symbol in sample)
                    {
                        gains[symbol] += weight / total * (1 + beta * beta) / (beta * beta * sample.Length + k);
                    }
                }

                var value = gains.OrderDescending().Take(k).Sum();
                if (value > best * (1 + 1e-12))
                {
                    (best, size) = (value, k);
                }
            }

            Assert.That(optimum.Value, Is.EqualTo(best).Within(1e-12), $"seed {seed}");
            Assert.That(optimum.Symbols, Has.Count.EqualTo(size), $"seed {seed}");
        }
    }

    [Test]
    public void No_bag_has_a_greater_expected_F()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var samples = Enumerable.Range(0, random.Next(1, 6))
                .Select(
                    _ => Enumerable.Range(0, random.Next(0, 5)).Select(_ => ((char)('a' + random.Next(3))).ToString()).ToArray()).ToArray();
            var weights = samples.Select(_ => (double)random.Next(1, 4)).ToArray();

            var answer = BagDecision.MaximiseF(samples, weights);

            var best = 0.0;
            for (var counts = 0; counts < 125; counts++)
            {
                string[] bag =
                [
                    .. Enumerable.Repeat("a", counts % 5),
                    .. Enumerable.Repeat("b", counts / 5 % 5),
                    .. Enumerable.Repeat("c", counts / 25),
                ];
                best = Math.Max(best, Value(bag));
            }

            Assert.That(answer.Value, Is.EqualTo(best).Within(1e-12), $"seed {seed}");
            Assert.That(Value([.. answer.Tokens]), Is.EqualTo(best).Within(1e-12), $"seed {seed}");
            var same = Array.FindIndex(samples, s => s.Order().SequenceEqual(answer.Tokens.Order()));
            Assert.That(answer.Index, Is.EqualTo(same), $"seed {seed}");

            double Value(string[] bag) => samples.Zip(weights, (y, w) => w * F(bag, y)).Sum() / weights.Sum();
            double F(string[] h, string[] r) => h.Length + r.Length == 0 ? 1
                : 2.0 * h.Distinct().Sum(t => Math.Min(h.Count(x => x == t), r.Count(x => x == t))) / (h.Length + r.Length);
        }
    }

    [Test]
    public void Rejects_invalid_samples_and_parameters()
    {
        Assert.That(() => BagDecision.MaximiseF([], []), Throws.TypeOf<CandidateException>());
        Assert.That(
            () => BagDecision.MaximiseF([["a"]], [1, 2]),
            Throws.ArgumentException.With.Message.StartsWith("There are 2 weights for 1 samples; give one each."));
        Assert.That(() => BagDecision.MaximiseF([["a"]], [1], beta: -1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => BagDecision.MaximiseF([["a"]], [1], emptyValue: 2), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FMaximiser(new RaggedRows<int>([0, 1], [3]), 3, [1]), Throws.ArgumentException
            .With.Message.StartsWith("Sample 0 holds symbol 3; symbols must be in 0..2."));
    }
}
