namespace Accelerated.Inference.Tests;

public sealed class TokenSamplerTests
{
    // Logits of the distribution .4, .3, .2, .1, 0: exact to single precision.
    private static readonly double[] Probabilities = [.1, .4, 0, .2, .3];

    private static readonly float[] Logits = [.. Probabilities.Select(p => (float)Math.Log(p))];

    [TestCaseSource(nameof(Distributions))]
    public void The_distribution_is_the_one_the_options_define(SamplingOptions options, double[] expected)
    {
        var actual = new double[5];
        new TokenSampler(options).Distribution(Logits, actual);
        Assert.That(actual, Is.EqualTo(expected).Within(1e-7));
    }

    [TestCaseSource(nameof(Distributions))]
    public void Drawn_tokens_follow_the_distribution_and_carry_their_log_probabilities(SamplingOptions options, double[] expected)
    {
        const int Draws = 20_000;
        var sampler = new TokenSampler(options);
        var counts = new int[5];
        for (var i = 0; i < Draws; i++)
        {
            var token = sampler.Sample(Logits, new DrawStream(5, i).Uniform(0));
            counts[token.Id]++;
            Assert.That(token.LogProbability, Is.EqualTo(Math.Log(Probabilities[token.Id])).Within(1e-6));
            Assert.That(token.SamplingLogProbability, Is.EqualTo(Math.Log(expected[token.Id])).Within(1e-6));
        }

        var chiSquare = 0.0;
        for (var token = 0; token < 5; token++)
        {
            Assert.That(counts[token] > 0, Is.EqualTo(expected[token] > 0), $"token {token}, seed 5");
            chiSquare += expected[token] > 0 ? Math.Pow(counts[token] - Draws * expected[token], 2) / (Draws * expected[token]) : 0;
        }

        Assert.That(chiSquare, Is.LessThan(20), "at most 3 degrees of freedom, seed 5");
    }

    [Test]
    public void The_uniform_number_cuts_the_distribution_in_the_order_of_ids()
    {
        var sampler = new TokenSampler(new SamplingOptions());
        Assert.That(
            new[] { 0, .0999, .1001, .4999, .5001, .6999, .7001, Math.BitDecrement(1.0) }.Select(u => sampler.Sample(Logits, u).Id),
            Is.EqualTo(new[] { 0, 0, 1, 1, 3, 3, 4, 4 }));
    }

    [Test]
    public void Among_equally_likely_tokens_greedy_and_truncation_keep_the_lower_ids()
    {
        float[] logits = [0, 1, 1, 1, 0];
        Assert.That(new TokenSampler(new SamplingOptions { Temperature = 0 }).Sample(logits, .9).Id, Is.EqualTo(1));
        var kept = new double[5];
        new TokenSampler(new SamplingOptions { TopK = 2 }).Distribution(logits, kept);
        Assert.That(kept, Is.EqualTo(new[] { 0, .5, .5, 0, 0 }).Within(1e-12));
    }

    [TestCase(15)]
    [TestCase(16)]
    [TestCase(40)]
    [TestCase(1000)]
    public void A_vocabulary_of_any_size_is_cut_in_the_order_of_ids(int size)
    {
        var random = new Random(size);
        var logits = Enumerable.Range(0, size).Select(_ => (float)(random.NextDouble() * 4 - 2)).ToArray();
        logits[^1] = float.NegativeInfinity;
        var sampler = new TokenSampler(new SamplingOptions());
        var weights = logits.Select(logit => Math.Exp(logit)).ToArray();
        var total = weights.Sum();
        var before = 0.0;
        for (var token = 0; token < size - 1; token++)
        {
            var middle = (before + (weights[token] / 2)) / total;
            before += weights[token];
            Assert.That(sampler.Sample(logits, middle).Id, Is.EqualTo(token), $"seed {size}");
        }

        Assert.That(sampler.Sample(logits, Math.BitDecrement(1.0)).Id, Is.EqualTo(size - 2), "the last token is not possible");
    }

    [TestCase(20)]
    [TestCase(3)]
    public void Finds_an_invalid_logit_at_any_index(int token)
    {
        var logits = new float[21];
        logits[token] = float.NaN;
        Assert.That(
            () => new TokenSampler(new SamplingOptions()).Sample(logits, .5),
            Throws.TypeOf<SamplingException>().With.Message.StartsWith($"The logit of token {token} is NaN"));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(17)]
    [TestCase(1024)]
    public void Log_softmax_equals_double_arithmetic_at_any_length(int length)
    {
        var random = new Random(length);
        var logits = Enumerable.Range(0, length + 1).Select(_ => (float)(random.NextDouble() * 40 - 20)).ToArray();
        var largest = logits.Max();
        var expected = largest + Math.Log(logits.Sum(l => Math.Exp((double)l - largest)));
        Assert.That(new LogSoftmax(logits)[logits[length / 2]], Is.EqualTo(logits[length / 2] - expected).Within(1e-12));
    }

    [Test]
    public void Large_logits_neither_overflow_nor_lose_the_distribution()
    {
        var token = new TokenSampler(new SamplingOptions()).Sample([1e30f, 1e30f, -1e30f], .75);
        Assert.That((token.Id, token.LogProbability), Is.EqualTo((1, -Math.Log(2))).Within(1e-12));
    }

    [TestCase(
        float.NaN,
        "The logit of token 1 is NaN; expected a finite number or -inf. The model is damaged or overflows its number type: " +
        "check the file.")]
    [TestCase(
        float.PositiveInfinity,
        "The logit of token 1 is Infinity; expected a finite number or -inf. The model is damaged or overflows its number type: check the "
        + "file.")]
    public void Rejects_an_invalid_logit(float logit, string message)
    {
        foreach (var temperature in new[] { 0, 1, .5, 1e-300 })
        {
            Assert.That(
                () => new TokenSampler(new SamplingOptions { Temperature = temperature }).Sample([0, logit], .5),
                Throws.TypeOf<SamplingException>().With.Message.EqualTo(message));
        }
    }

    [Test]
    public void Rejects_logits_without_a_possible_token()
    {
        var sampler = new TokenSampler(new SamplingOptions());
        Assert.That(
            () => sampler.Sample([float.NegativeInfinity, float.NegativeInfinity], 0),
            Throws.TypeOf<SamplingException>().With.Message.EqualTo(
                "All 2 logits are -inf; at least one token must be possible. Check the model's output or the mask."));
        Assert.That(
            () => sampler.Sample([], 0),
            Throws.TypeOf<SamplingException>().With.Message.EqualTo(
                "There are 0 logits; a vocabulary has at least one token. Check the model's output."));
    }

    private static IEnumerable<TestCaseData> Distributions()
    {
        yield return new(new SamplingOptions(), new[] { .1, .4, 0, .2, .3 });
        yield return new(new SamplingOptions { Temperature = .5 }, new[] { .01 / .3, .16 / .3, 0, .04 / .3, .09 / .3 });
        yield return new(new SamplingOptions { Temperature = 0 }, new[] { 0.0, 1, 0, 0, 0 });
        yield return new(new SamplingOptions { TopK = 2 }, new[] { 0, 4 / 7.0, 0, 0, 3 / 7.0 });
        yield return new(new SamplingOptions { TopK = 9 }, new[] { .1, .4, 0, .2, .3 });
        yield return new(new SamplingOptions { TopP = .65 }, new[] { 0, 4 / 7.0, 0, 0, 3 / 7.0 });
        yield return new(new SamplingOptions { TopP = .75 }, new[] { 0, 4 / 9.0, 0, 2 / 9.0, 3 / 9.0 });
        // .4 + .3 is .78 of what top-k left
        yield return new(new SamplingOptions { TopK = 3, TopP = .7 }, new[] { 0, 4 / 7.0, 0, 0, 3 / 7.0 });
        yield return new(new SamplingOptions { MinP = .45 }, new[] { 0, 4 / 9.0, 0, 2 / 9.0, 3 / 9.0 });
        yield return new(new SamplingOptions { Epsilon = .15 }, new[] { 0, 4 / 9.0, 0, 2 / 9.0, 3 / 9.0 });
        yield return new(new SamplingOptions { Epsilon = .99 }, new[] { 0.0, 1, 0, 0, 0 });
        yield return new(new SamplingOptions { TopP = 1e-9 }, new[] { 0.0, 1, 0, 0, 0 });
        yield return new(new SamplingOptions { Temperature = .5, MinP = .5 }, new[] { 0, .16 / .25, 0, 0, .09 / .25 });
    }
}
