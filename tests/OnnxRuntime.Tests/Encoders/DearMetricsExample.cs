using Accelerated.Inference.Embeddings;
using Accelerated.Inference.Pruning;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>The examples of the document on dear metrics.</summary>
public sealed class DearMetricsExample
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("accelerated-encoders").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Embeddings_decide()
    {
        var encoderPath = new TableEncoder().Write(_folder);
        using var encoder = await OnnxSentenceEncoder.OpenAsync(encoderPath);
        var embedder = new CandidateEmbedder(encoder, new EmbedderOptions { BatchSize = 64 });
        var problems = await embedder.EmbedAsync([new Problem("greeting", ["hello world", "world hello", "good bye"])]);
        using var selector = new Selector(new(Metric.Cosine()));
        Console.WriteLine(selector.SelectMany(problems)[0].Selection.Text);
        Console.WriteLine(embedder.Usage); // texts, how many were embedded, calls, tokens
        Assert.That(selector.SelectMany(problems)[0].Selection.Index, Is.LessThan(2));
    }

    [Test]
    public async Task A_learned_metric_decides_with_few_pairs()
    {
        var scorerPath = new TableEncoder { IsPairScorer = true }.Write(_folder);
        using var model = await OnnxPairScorer.OpenAsync(scorerPath);
        var counted = new CountingScorer(model);
        var learned = Metric.CreateBatched("learned", counted, batchSize: 32);

        const string source = "hello world";
        using var reranker = new Selector(new(learned));
        var best = reranker.Select(new Problem("q", ["good bye", "hello there", "hello world"]) { References = [source] });
        Assert.That(best.Index, Is.EqualTo(2));

        var problem = new Problem("many", [.. Enumerable.Range(0, 40).Select(i => new Candidate($"hello {i % 30}"))]);
        var partial = new PartialSelector(new(learned), new ConfidencePruning { Alpha = 0.99 });
        var answer = await partial.SelectAsync(problem);
        Console.WriteLine($"{answer.Text}: {answer.Pairs} of {answer.AllPairs} pairs");
        Assert.That(answer.AllPairs, Is.EqualTo(900));
        Assert.That(counted.Usage.Pairs, Is.LessThanOrEqualTo(answer.Pairs + 3));
    }
}
