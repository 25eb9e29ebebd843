using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

public sealed class SimulatorTests
{
    private GpuEngine _engine = null!;

    private static IEnumerable<string> Names => MetricCatalogue.Definitions.Where(d => MetricCatalogue.Parse(d.Name).Family is MetricFamily.Numbers or MetricFamily.Alignments).Select(definition => definition.Name);

    [OneTimeSetUp]
    public void Open() => _engine = GpuEngine.Simulator();

    [OneTimeTearDown]
    public void Close() => _engine.Dispose();

    [TestCaseSource(nameof(Names))]
    public void Every_metric_has_the_bits_of_the_reference(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        Agreement.Assert(_engine, SmallProblems.Of(metric, 1, 37), "seed 1, 37 candidates");
        Agreement.Assert(_engine, SmallProblems.Of(metric, 2, 9, 70), "seed 2, 9 candidates, 70 references");
        Agreement.Assert(_engine, SmallProblems.Of(metric, 3, 1), "seed 3, one candidate");
    }

    [Test]
    public void Rows_longer_than_a_chunk_add_their_chunks_in_order()
    {
        var metric = MetricCatalogue.Parse("log-cosh");
        Agreement.Assert(_engine, SmallProblems.Of(metric, 4, 3, 2100), "seed 4, 3 candidates, 2,100 references");
    }

    [TestCase("levenshtein-tokens")]
    [TestCase("osa")]
    [TestCase("indel")]
    public void Patterns_of_one_two_four_and_more_words_have_the_bits_of_the_reference(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        foreach (var longest in (int[])[63, 64, 65, 127, 128, 129, 255, 256, 257, 600])
        {
            Agreement.Assert(_engine, Long(metric, longest), $"seed {longest}, longest {longest}");
        }
    }

    // A few sequences round the length, one empty, one of a single token, over a small and a large alphabet.
    private static EncodedProblem Long(Metric metric, int length)
    {
        var random = new Random(length);
        int[] lengths = [length, length - 1, 0, 1, length / 2, length];
        var candidates = lengths.Select((count, i) =>
        {
            int[] tokens = [.. Enumerable.Range(0, count).Select(_ => random.Next(i % 2 == 0 ? 4 : 900))];
            return new Candidate(string.Concat(tokens.Select(token => char.ConvertFromUtf32(0x4E00 + token)))) { Tokens = tokens };
        }).ToArray();
        return ProblemEncoder.Encode(metric, candidates);
    }
}
