using Accelerated.Benchmarks;
using Accelerated.Inference;
using Accelerated.Metrics;
using BenchmarkDotNet.Attributes;

namespace Accelerated.Perf;

/// <summary>One problem of 16 candidates of 16 tokens, from strings to the selection; only features and selection are allocated.</summary>
[MemoryDiagnoser]
public class SelectBenchmarks
{
    private Selector _selector = null!;
    private Problem _problem = null!;

    [Params("token-f1", "levenshtein-tokens", "levenshtein", "rouge-l", "bleu", "chrf")]
    public string Metric { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _selector = new Selector(new SelectionOptions(MetricCatalogue.Parse(Metric)));
        _problem = new Problem("q", SequenceInput.Make(SequenceKind.TokenIds, 16, 16));
    }

    [GlobalCleanup]
    public void Cleanup() => _selector.Dispose();

    [Benchmark]
    public Selection Select() => _selector.Select(_problem);
}
