using Accelerated.Kernels;
using Accelerated.Metrics;
using BenchmarkDotNet.Attributes;

namespace Accelerated.Perf;

/// <summary>The matrix and the risks of one problem on the processor, one thread.</summary>
[MemoryDiagnoser]
public class PairwiseBenchmarks
{
    private readonly CpuEngine _engine = new(threads: 1);
    private EncodedProblem _problem = null!;
    private float[] _matrix = [];
    private double[] _sums = [];

    [Params("token-f1", "levenshtein-tokens", "bleu", "chrf", "rouge-l")]
    public string Metric { get; set; } = "";

    [Params(16, 256, 1024)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _problem = ProblemEncoder.Encode(MetricCatalogue.Parse(Metric), SequenceInput.Make("tokens", 64, Count).Candidates);
        _matrix = new float[Count * Count];
        _sums = new double[_problem.Rows];
        Correctness.Check(_engine, _problem);
    }

    [GlobalCleanup]
    public void Cleanup() => _engine.Dispose();

    [Benchmark]
    public void Matrix() => _engine.Matrix(_problem, 0, Count, _matrix);

    [Benchmark]
    public void WeightedSums() => _engine.WeightedSums(_problem, _sums);
}
