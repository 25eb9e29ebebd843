using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

public sealed class VectorConformanceTests
{
    private static IEnumerable<string> Metrics =>
        MetricCatalogue.Definitions.Select(d => d.Name).Where(name => MetricCatalogue.Parse(name).Family == MetricFamily.Vectors);

    [Test]
    public void Every_vector_metric_has_the_bits_of_the_definition([ValueSource(nameof(Metrics))] string name, [Values(1, 2)] int threads)
    {
        using var engine = new CpuEngine(threads);
        for (var dimension = 1; dimension <= 130; dimension += dimension < 34 ? 1 : 31)
        {
            var columns = dimension % 12;
            FastReference.Hold(
                engine,
                Problem(name, dimension, 1 + dimension % 7, columns, scale: 1),
                $"{name}, {dimension} floats, {columns} columns, seed {dimension}");
        }
    }

    [Test]
    public void Dot_products_of_tiny_and_huge_floats([ValueSource(nameof(Metrics))] string name, [Values(1e-44, 1e-38, 1e37)] double scale)
    {
        using var engine = new CpuEngine(1);
        FastReference.Hold(engine, Problem(name, 21, 5, 9, scale), $"{name}, scale {scale}");
    }

    [Test]
    public void Columns_round_the_ends_of_chunks([Values(1023, 1024, 1025)] int columns)
    {
        using var engine = new CpuEngine(2);
        FastReference.Hold(engine, Problem("cosine", 5, 3, columns, scale: 1), $"3 x {columns}");
    }

    private static EncodedProblem Problem(string name, int dimension, int rows, int columns, double scale)
    {
        var random = new Random(dimension);
        return ProblemEncoder.Encode(MetricCatalogue.Parse(name), List(rows), columns == 0 ? null : List(columns));

        Candidate[] List(int count) => [.. Enumerable.Range(0, count).Select(i => new Candidate($"{i}")
        {
            Vector = [.. Enumerable.Range(0, dimension).Select(k => i == 3 ? 0 : (float)((random.NextDouble() - .5) * scale))],
        })];
    }
}
