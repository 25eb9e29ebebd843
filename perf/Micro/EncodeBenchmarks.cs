using Accelerated.Benchmarks;
using Accelerated.Metrics;
using BenchmarkDotNet.Attributes;

namespace Accelerated.Perf;

/// <summary>Texts and token ids to features.</summary>
[MemoryDiagnoser]
public class EncodeBenchmarks
{
    private IReadOnlyList<Candidate> _candidates = [];
    private Metric _metric = null!;

    [Params("token-f1", "levenshtein", "levenshtein-tokens", "chrf")]
    public string Metric { get; set; } = "";

    [Params(16, 2048)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _candidates = SequenceInput.Make(Metric == "levenshtein" ? SequenceKind.Letters : SequenceKind.TokenIds, 64, Count);
        _metric = MetricCatalogue.Parse(Metric);
    }

    [Benchmark]
    public EncodedProblem Encode() => ProblemEncoder.Encode(_metric, _candidates);
}
