using System.Globalization;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

public sealed class NumberConformanceTests
{
    private static IEnumerable<string> Metrics =>
        MetricCatalogue.Definitions.Select(d => d.Name).Where(name => MetricCatalogue.Parse(name).Family == MetricFamily.Numbers);

    [Test]
    public void Every_number_metric_has_the_bits_of_the_definition([ValueSource(nameof(Metrics))] string name, [Values(1, 2)] int threads)
    {
        using var engine = new CpuEngine(threads);
        var metric = MetricCatalogue.Parse(name);
        for (var columns = 0; columns <= 17; columns++)
        {
            FastReference.Hold(engine, SmallProblems.Of(metric, seed: columns, rows: 9, columns), $"{name}, 9 x {columns}, seed {columns}");
        }
    }

    [Test]
    public void Columns_round_the_ends_of_chunks([Values(1023, 1024, 1025, 2049)] int columns)
    {
        using var engine = new CpuEngine(1);
        var random = new Random(columns);
        Candidate[] rows = [Number(random), Number(random)];
        Candidate[] references = [.. Enumerable.Range(0, columns).Select(_ => Number(random))];
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse("absolute-error"), rows, references);
        FastReference.Hold(engine, problem, $"2 x {columns}, seed {columns}");

        static Candidate Number(Random random) => (random.NextDouble() * 100).ToString("R", CultureInfo.InvariantCulture);
    }

    [Test]
    public void An_infinite_loss_spoils_no_other_sum()
    {
        using var engine = new CpuEngine(1);
        var problem = ProblemEncoder.Encode(
            MetricCatalogue.Parse("squared-error"), ["1e200", "1", "2", "3", "1e-200"], ["1", "1.1", "-1e200"]);
        FastReference.Hold(engine, problem, "squares beyond a double");
        Assert.That(Agreement.Sums(engine, problem), Has.All.EqualTo(double.PositiveInfinity));
    }
}
