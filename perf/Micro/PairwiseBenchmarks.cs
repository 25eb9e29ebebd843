using Accelerated.Benchmarks;
using Accelerated.Kernels;
using Accelerated.Metrics;
using BenchmarkDotNet.Attributes;

namespace Accelerated.Perf;

/// <summary>The matrix and the risks of one problem on one CPU thread.</summary>
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
        var candidates = SequenceInput.Make(SequenceKind.TokenIds, 64, Count);
        _problem = ProblemEncoder.Encode(MetricCatalogue.Parse(Metric), candidates);
        _matrix = new float[Count * Count];
        _sums = new double[_problem.Rows];
        Matrix();
        Correctness.Check(_problem.Metric, candidates, 64, _matrix);
        Correctness.CheckSums(_engine, _problem.Metric, candidates, 64);
    }

    [GlobalCleanup]
    public void Cleanup() => _engine.Dispose();

    [Benchmark]
    public void Matrix() => _engine.Matrix(_problem, 0, Count, _matrix);

    [Benchmark]
    public void WeightedSums() => _engine.WeightedSums(_problem, _sums);
}
