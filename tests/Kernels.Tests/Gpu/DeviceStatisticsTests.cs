using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;
using Accelerated.Oracles;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>How much a device does for a piece of work.</summary>
[NonParallelizable]
public sealed class DeviceStatisticsTests
{
    // The limits of a device, and no work: a launch that fails ends it, so that what was launched before is all there is. Tables of ten
    // thousand problems take the simulator a quarter of a minute, so a tenth of them is held against a tenth of the limits.
    [TestCase("levenshtein-tokens", 1)]
    [TestCase("log-cosh", 0)]
    public void Ten_thousand_problems_are_one_launch(string name, int tables)
    {
        var scale = tables == 0 || Exhaustive.IsAsked ? 1 : 10;
        var count = 10_000 / scale;
        using var engine = GpuEngine.Simulator(new SimulatedDevice
        {
            Budget = (1L << 30) / scale,
            TilesPerLaunch = (1 << 18) / scale,
            Launching = launches => LostDevice.At(launches, tables),
        });
        var problem = SmallProblems.Of(MetricCatalogue.Parse(name), 80, 64, longest: 3);
        var sums = new double[problem.Rows];
        Assert.That(
            () => engine.WeightedSums(Enumerable.Repeat(problem, count).ToArray(), Enumerable.Repeat(sums, count).ToArray()),
            Throws.TypeOf<DeviceException>());
        Assert.That(
            (engine.Statistics.Launches, engine.Statistics.Pairs),
            Is.EqualTo(((long)tables, (long)count * problem.Rows * problem.Columns)),
            "tables were built, then all pairs launched");
    }

    [TestCase("levenshtein-tokens", 2)]
    [TestCase("jaccard", 2)]
    [TestCase("log-cosh", 1)]
    [TestCase("token-f1", 2)]
    public void A_ragged_batch_is_one_launch_after_its_tables(string name, int launches)
    {
        using var engine = GpuEngine.Simulator();
        var metric = MetricCatalogue.Parse(name);
        EncodedProblem[] problems = [.. Enumerable.Range(0, 60).Select(i => SmallProblems.Of(metric, i, 1 + i % 9))];
        engine.WeightedSums(problems, Array.ConvertAll(problems, problem => new double[problem.Rows]));
        Assert.That(engine.Statistics.Launches, Is.EqualTo(launches));
    }

    [TestCase("levenshtein-tokens")]
    [TestCase("jaccard")]
    public void A_symmetric_matrix_takes_little_more_than_half_its_pairs(string name)
    {
        var problem = SmallProblems.Of(MetricCatalogue.Parse(name), 82, 680);
        Assert.That((problem.Rows, problem.HasIdentityRows), Is.EqualTo((problem.Columns, false)), "seed 82, some candidates are equal");
        using var engine = GpuEngine.Simulator(new SimulatedDevice { BlockBytes = 1 << 19 });
        var matrix = new float[problem.Candidates * problem.References];
        engine.Matrix(problem, 0, problem.Candidates, matrix);
        Assert.That((double)engine.Statistics.Pairs / problem.Rows / problem.Columns, Is.InRange(0.5, 0.53));
        using var cpu = new CpuEngine(1);
        var expected = new float[matrix.Length];
        cpu.Matrix(problem, 0, problem.Candidates, expected);
        Assert.That(matrix.AsSpan().SequenceEqual(expected));
    }

    [Test]
    public void Compilation_is_counted_once_and_apart()
    {
        using var engine = GpuEngine.Simulator();
        var opened = engine.Statistics;
        var problem = SmallProblems.Of(MetricCatalogue.Parse("levenshtein-tokens"), 81, 9);
        engine.WarmUp(problem);
        var warm = engine.Statistics;
        engine.WeightedSums(problem, new double[problem.Rows]);
        var worked = engine.Statistics - warm;
        Assert.Multiple(() =>
        {
            Assert.That(opened.Opening, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(
                (opened.Compilation, opened.Kernels, opened.Launches, opened.Pairs), Is.EqualTo((TimeSpan.Zero, TimeSpan.Zero, 0L, 0L)));
            Assert.That(warm.Compilation, Is.GreaterThan(TimeSpan.Zero));
            Assert.That((worked.Opening, worked.Compilation), Is.EqualTo((TimeSpan.Zero, TimeSpan.Zero)));
            Assert.That(worked.Kernels, Is.GreaterThan(TimeSpan.Zero));
            Assert.That((worked.Launches, worked.Pairs), Is.EqualTo((2L, (long)problem.Rows * problem.Columns)));
        });
    }
}
