namespace Accelerated.Inference.Tests;

/// <summary>Truncated draws, which sort only what they must, compared with draws from the sorted vocabulary.</summary>
public sealed class TruncationTests
{
    // Probabilities agree to this tolerance, since sums are taken in another order; tokens agree exactly.
    private const double Rounding = 1e-9;

    private static readonly string[] Kinds =
        [
            "natural", "peaked", "flat", "nearly equal", "equal", "two values", "tied", "coarse", "masked", "one possible", "far apart",
            "minute", "clustered", "large",
        ];

    private static IEnumerable<TestCaseData> Inputs =>
        from kind in Kinds from size in (int[])[1, 2, 3, 5, 15, 16, 17, 40, 130, 1_000, 3_000] select new TestCaseData(kind, size);

    private static SamplingOptions[] Options { get; } =
    [
        .. from temperature in (double[])[.1, .7, 1, 2]
           from options in Single
           select options with { Temperature = temperature },
        new() { TopK = 3, Temperature = 1e-300 },
        new() { TopP = .9, Temperature = 1e10 },
        new() { MinP = .5, Temperature = 1e300 },
        new() { Epsilon = .001, Temperature = 1e6 },
    ];

    private static SamplingOptions[] Single =>
    [
        new() { TopK = 1 }, new() { TopK = 2 }, new() { TopK = 40 }, new() { TopK = 900 }, new() { TopK = 1 << 20 },
        new() { TopP = 1e-9 }, new() { TopP = .5 }, new() { TopP = .9 }, new() { TopP = .999 }, new() { TopP = 1 - 1e-15 },
        new() { MinP = 1e-30 }, new() { MinP = .05 }, new() { MinP = .5 }, new() { MinP = 1 },
        new() { Epsilon = 1e-300 }, new() { Epsilon = 3e-4 }, new() { Epsilon = .02 }, new() { Epsilon = .99 },
        new() { TopK = 40, TopP = .95 },
        new() { TopK = 40, TopP = .9, MinP = .05 },
        new() { TopP = .9, Epsilon = .01 },
        new() { TopP = .5, MinP = .1 },
        new() { MinP = .02, Epsilon = 3e-4 },
        new() { TopK = 700, TopP = .99, MinP = .001, Epsilon = 1e-5 },
        new() { TopK = 64, Epsilon = .02 },
    ];

    [TestCaseSource(nameof(Inputs))]
    public void Draws_the_tokens_that_sorting_the_whole_vocabulary_draws(string kind, int size)
    {
        var random = new Random(size);
        var logits = Logits(kind, size, random);
        foreach (var options in Options)
        {
            Compare(
                logits, options,
                [0, Math.BitDecrement(1.0), .5, random.NextDouble(), random.NextDouble()],
                $"{kind}, {size} tokens, {options}");
        }
    }

    [TestCaseSource(nameof(Kinds))]
    public void Draws_the_same_tokens_from_a_large_vocabulary(string kind)
    {
        var random = new Random(7);
        var logits = Logits(kind, 128_256, random);
        SamplingOptions[] some =
        [
            new() { TopK = 50 },
            new() { TopP = .9 },
            new() { MinP = .05 },
            new() { Epsilon = 3e-4 },
            new() { TopK = 40, TopP = .9, MinP = .05 },
            new() { TopP = .9, Temperature = .1 },
            new() { TopK = 50, Temperature = 2 },
            new() { TopP = .95, MinP = .01, Temperature = 1.5 },
        ];
        foreach (var options in some)
        {
            Compare(logits, options, [random.NextDouble()], $"{kind}, {options}");
        }
    }

    [TestCaseSource(nameof(Single))]
    public void Draws_follow_the_truncated_softmax(SamplingOptions options)
    {
        const int Draws = 4_000;
        var logits = Logits("natural", 300, new Random(11));
        var expected = new double[logits.Length];
        new SortedSampler(options).Distribution(logits, expected);
        var sampler = new TokenSampler(options);
        var counts = new int[logits.Length];
        for (var i = 0; i < Draws; i++)
        {
            counts[sampler.Sample(logits, new DrawStream(5, i).Uniform(0)).Id]++;
        }

        // Tokens with an expected count below 5 are pooled.
        var (chiSquare, degrees, rare, rareCount) = (0.0, -1, 0.0, 0);
        for (var token = 0; token < logits.Length; token++)
        {
            Assert.That(counts[token] == 0 || expected[token] > 0, $"token {token}, seed 5");
            if (expected[token] * Draws >= 5)
            {
                chiSquare += Math.Pow(counts[token] - (expected[token] * Draws), 2) / (expected[token] * Draws);
                degrees++;
            }
            else
            {
                (rare, rareCount) = (rare + (expected[token] * Draws), rareCount + counts[token]);
            }
        }

        if (rare >= 5)
        {
            chiSquare += Math.Pow(rareCount - rare, 2) / rare;
            degrees++;
        }

        // Four standard deviations and a half above the mean, seed 5.
        Assert.That(chiSquare, Is.LessThanOrEqualTo(degrees + (4.5 * Math.Sqrt(2.0 * degrees)) + 1e-9));
    }

    [Test]
    [NonParallelizable] // measures memory
    public void A_draw_allocates_nothing_once_it_has_its_buffers(
        [ValueSource(nameof(Single))] SamplingOptions options, [Values("natural", "flat", "equal")] string kind)
    {
        var logits = Logits(kind, 40_000, new Random(3));
        var sampler = new TokenSampler(options);
        Allocated();

        // The runtime may allocate here once, e.g. to recompile; a draw that allocates does so each time.
        Assert.That(Enumerable.Range(0, 3).Min(_ => Allocated()), Is.Zero);

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++)
            {
                sampler.Sample(logits, i / 20.0);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Test]
    [NonParallelizable] // measures memory
    public void Without_truncation_the_buffers_stay_small()
    {
        var logits = Logits("natural", 40_000, new Random(3));
        new TokenSampler(new SamplingOptions()).Sample(logits, .5);
        var before = GC.GetAllocatedBytesForCurrentThread();
        new TokenSampler(new SamplingOptions()).Sample(logits, .5);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4_096));
    }

    private static void Compare(float[] logits, SamplingOptions options, double[] uniforms, string name)
    {
        var (sampler, sorted) = (new TokenSampler(options), new SortedSampler(options));
        var (actual, expected) = (new double[logits.Length], new double[logits.Length]);
        sampler.Distribution(logits, actual);
        sorted.Distribution(logits, expected);
        for (var token = 0; token < logits.Length; token++)
        {
            if (actual[token] > 0 != expected[token] > 0 || Math.Abs(actual[token] - expected[token]) > Rounding * expected[token])
            {
                Assert.Fail($"{name}: token {token} of logit {logits[token]:R} has {actual[token]:R}, not {expected[token]:R}");
            }
        }

        foreach (var uniform in uniforms)
        {
            var (drawn, wanted) = (sampler.Sample(logits, uniform), sorted.Sample(logits, uniform));
            Assert.That(drawn.Id, Is.EqualTo(wanted.Id), $"{name}, uniform {uniform:R}");
            Assert.That(drawn.LogProbability, Is.EqualTo(wanted.LogProbability), name);
            Assert.That(drawn.SamplingLogProbability, Is.EqualTo(wanted.SamplingLogProbability).Within(Rounding), name);
        }

        // Draws that share one reading of the logits equal independent draws.
        var shared = new TokenSampler(options);
        shared.Read(logits);
        foreach (var uniform in (double[])[.25, .. uniforms, .75])
        {
            Assert.That(
                shared.Draw(logits, uniform).Id, Is.EqualTo(sorted.Sample(logits, uniform).Id), $"{name}, uniform {uniform:R}, shared");
        }
    }

    private static float[] Logits(string kind, int size, Random random)
    {
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var logits = new float[size];
        for (var token = 0; token < size; token++)
        {
            logits[token] = (float)(kind switch
            {
                "natural" => -1.1 * Math.Log(1 + token) + Normal(),
                "peaked" => Normal() + (token % 977 == 3 ? 15 : 0),
                "flat" => .05 * Normal(),
                "nearly equal" => 3 + (1e-6 * random.NextDouble()),
                "equal" => 1.25,
                "two values" => random.Next(2),
                "tied" => random.Next(12),
                "coarse" => Math.Round(8 * 2.5 * Normal()) / 8,
                "masked" when token > 0 =>
                    random.Next(3) == 0 ? double.NegativeInfinity : random.Next(5) == 0 ? float.MinValue : 2 * Normal(),
                "masked" => 1,
                "one possible" => token == size / 2 ? -3 : double.NegativeInfinity,
                "far apart" => 300 * Normal(),
                "minute" => 1e-14 * random.Next(-20, 20),
                "clustered" => (random.Next(4) * 8) + (1e-4 * Normal()),
                _ => 1e30 * Math.Round(Normal()),
            });
        }

        random.Shuffle(logits);
        return logits;
    }
}
