using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

public sealed class SimulatorTests
{
    private GpuEngine _engine = null!;

    private static IEnumerable<string> Names => MetricCatalogue.Definitions.Where(d => d.Create is not null && MetricCatalogue.Parse(d.Name).Family == MetricFamily.Numbers).Select(definition => definition.Name);

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
}
