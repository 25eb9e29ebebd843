using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>A selection of N candidates allocates memory in proportion to N; memory for pairs is pooled.</summary>
[NonParallelizable] // pools of arrays are the process's
public sealed class AllocationTests
{
    private const int Seed = 61;
    private const int Few = 128;
    private const int Many = 512;

    private static IEnumerable<string> Names() => MetricCatalogue.Definitions.Select(definition => definition.Name);

    [TestCaseSource(nameof(Names))]
    public void Four_times_the_candidates_allocate_about_four_times_as_much(string name)
    {
        using var selector = new Selector(new(MetricCatalogue.Parse(name)) { Engine = EngineChoice.Cpu, Threads = 1 });
        var few = Allocated(selector, Few);
        var many = Allocated(selector, Many);
        Assert.That(many, Is.LessThan(8 * few), $"seed {Seed}: {Few} candidates allocate {few} bytes, {Many} allocate {many}");
    }

    [TestCase("token-f1")]
    [TestCase("levenshtein-tokens")]
    public void A_small_problem_allocates_little(string name)
    {
        using var selector = new Selector(new(MetricCatalogue.Parse(name)) { Engine = EngineChoice.Cpu, Threads = 1 });
        Assert.That(Allocated(selector, 16), Is.LessThan(16 << 10), $"seed {Seed}");
    }

    private static long Allocated(Selector selector, int count)
    {
        var problem = new Problem("q", Draw(count, IsOfNumbers(selector.Options.Metric)));
        selector.Select(problem); // fills the pools
        var before = GC.GetAllocatedBytesForCurrentThread();
        selector.Select(problem);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static bool IsOfNumbers(Metric metric) => metric.Family == MetricFamily.Numbers;

    private static Candidate[] Draw(int count, bool numbers)
    {
        var random = new Random(Seed);
        var candidates = new Candidate[count];
        for (var i = 0; i < count; i++)
        {
            var words = Enumerable.Range(0, 12).Select(_ => $"w{random.Next(200)}").ToArray();
            candidates[i] = new Candidate(
                numbers ? (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : string.Join(' ', words))
            {
                Tokens = [.. words.Select(word => word.Length * 50 + random.Next(50))],
                Vector = [random.NextSingle(), random.NextSingle(), 1],
                Labels = words[..4],
            };
        }

        return candidates;
    }
}
