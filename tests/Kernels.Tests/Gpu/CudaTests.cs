using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>
/// The same on an NVIDIA device, and at sizes that a simulator does not reach; ignored, with the driver's reason, where there is none.
/// </summary>
[Category("Gpu")]
public sealed class CudaTests : DeviceConformance
{
    [TestCase("levenshtein-tokens", 1500)]
    [TestCase("osa", 400)]
    [TestCase("rouge-l", 400)]
    [TestCase("token-f1", 3000)]
    [TestCase("jaccard", 1500)]
    [TestCase("chrf", 150)]
    [TestCase("bleu", 300)]
    [TestCase("log-cosh", 3000)]
    [TestCase("cosine", 600)]
    public void Large_problems_have_the_bits_of_the_CPU(string name, int count)
    {
        using var engine = Create();
        using var cpu = new CpuEngine();
        var metric = MetricCatalogue.Parse(name);
        Agreement.Hold(engine, SmallProblems.Of(metric, count, count, longest: 60), cpu, $"seed {count}, {count} candidates");
    }

    // Of these several blocks, and so both queues and, of a symmetric one, the mirror.
    [TestCase("levenshtein-tokens", 0)]
    [TestCase("levenshtein-tokens", 4100)]
    [TestCase("token-f1", 0)]
    [TestCase("token-f1", 4100)]
    public void Matrices_of_several_blocks_have_the_bits_of_the_CPU(string name, int references)
    {
        using var engine = Create();
        using var cpu = new CpuEngine();
        var problem = SmallProblems.Of(MetricCatalogue.Parse(name), 5000, 5000, references, longest: 60);
        var actual = new float[problem.Candidates * problem.References];
        var expected = new float[actual.Length];
        engine.Matrix(problem, 0, problem.Candidates, actual);
        cpu.Matrix(problem, 0, problem.Candidates, expected);
        Assert.That(actual.AsSpan().SequenceEqual(expected), "seed 5000");
    }

    [Test]
    public void Ten_thousand_problems_are_one_batch()
    {
        using var engine = Create();
        var metric = MetricCatalogue.Parse("levenshtein-tokens");
        EncodedProblem[] problems = [.. Enumerable.Range(0, 10_000).Select(i => SmallProblems.Of(metric, i, 1 + i % 32))];
        var sums = Array.ConvertAll(problems, problem => new double[problem.Rows]);
        engine.WeightedSums(problems, sums);
        Assert.That(engine.Statistics.Launches, Is.EqualTo(2), "tables, then all pairs");
        using var reference = new ReferenceEngine();
        for (var i = 0; i < problems.Length; i += 97)
        {
            Assert.That(
                Agreement.Bits(sums[i]), Is.EqualTo(Agreement.Bits(Agreement.Sums(reference, problems[i]))), $"problem and seed {i}");
        }
    }

    protected override GpuEngine Create()
    {
        var devices = Devices.List();
        if (devices.CudaReason.Length > 0)
        {
            Assert.Ignore(devices.CudaReason);
        }

        return GpuEngine.Cuda();
    }
}
