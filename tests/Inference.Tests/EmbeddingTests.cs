using Accelerated.Inference.Embeddings;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>Vectors of an embedding generator on the candidates of problems.</summary>
public sealed class EmbeddingTests
{
    [Test]
    public async Task Candidates_references_and_right_answers_get_the_vectors_of_their_texts()
    {
        var embedder = new CandidateEmbedder(new Letters());
        var problem = await embedder.EmbedAsync(new Problem("q", ["ab", "b"]) { References = ["a"], Gold = ["bb"] });
        Assert.That(problem.Id, Is.EqualTo("q"));
        Assert.That(problem.Candidates.Select(candidate => candidate.Vector), Is.EqualTo(new float[][] { [1, 1], [0, 1] }));
        Assert.That(problem.References![0].Vector, Is.EqualTo(new float[] { 1, 0 }));
        Assert.That(problem.Gold![0].Vector, Is.EqualTo(new float[] { 0, 2 }));
    }

    [Test]
    public async Task Each_distinct_text_is_embedded_once_over_problems_in_full_batches()
    {
        var letters = new Letters();
        var embedder = new CandidateEmbedder(letters, new EmbedderOptions { BatchSize = 2, ConcurrentCalls = 3 });
        await embedder.EmbedAsync([new Problem("0", ["a", "b", "a"]), new Problem("1", ["b", "c", "d", "e"])]);
        await embedder.EmbedAsync(new Problem("2", ["e", "a", "f"]));
        Assert.That(letters.Batches.Select(batch => batch.Length), Is.EquivalentTo(new[] { 2, 2, 1, 1 }));
        Assert.That(letters.Batches.SelectMany(batch => batch), Is.EquivalentTo(new[] { "a", "b", "c", "d", "e", "f" }));
        Assert.That(embedder.Usage, Is.EqualTo(new EmbeddingUsage(Texts: 8, Embedded: 6, Calls: 4, InputTokens: 6)));
    }

    [Test]
    public async Task Without_memory_every_problem_asks_again()
    {
        var embedder = new CandidateEmbedder(new Letters(), new EmbedderOptions { CachedTexts = 0 });
        await embedder.EmbedAsync(new Problem("0", ["a"]));
        await embedder.EmbedAsync(new Problem("1", ["a"]));
        Assert.That(embedder.Usage.Embedded, Is.EqualTo(2));
    }

    [Test]
    public async Task A_candidate_that_has_a_vector_keeps_it()
    {
        var embedder = new CandidateEmbedder(new Letters());
        var problem = await embedder.EmbedAsync(new Problem("q", [new Candidate("a") { Vector = [7, 7] }]));
        Assert.That(problem.Candidates[0].Vector, Is.EqualTo(new float[] { 7, 7 }));
        Assert.That(embedder.Usage.Calls, Is.Zero);
    }

    [Test]
    public async Task The_cosine_of_the_vectors_decides()
    {
        var problem = await new CandidateEmbedder(new Letters()).EmbedAsync(new Problem("q", ["bbb", "aab", "aaab", "aaa"]));
        using var selector = new Selector(new(Metric.Cosine()));
        var selection = selector.Select(problem);

        // The cosines with (0,3), (2,1), (3,1) and (3,0), by hand.
        double[] expected =
        [
            (1 + 1 / Math.Sqrt(5) + 1 / Math.Sqrt(10)) / 4,
            (1 / Math.Sqrt(5) + 1 + 7 / Math.Sqrt(50) + 2 / Math.Sqrt(5)) / 4,
            (1 / Math.Sqrt(10) + 7 / Math.Sqrt(50) + 1 + 3 / Math.Sqrt(10)) / 4,
            (2 / Math.Sqrt(5) + 3 / Math.Sqrt(10) + 1) / 4,
        ];
        Assert.That(selection.Index, Is.EqualTo(1));
        Assert.That(selection.Expected, Is.EqualTo(expected[1]).Within(1e-6));
        Assert.That(expected.Max(), Is.EqualTo(expected[1]));
    }

    [Test]
    public void A_generator_that_never_answers_can_be_cancelled()
    {
        var embedder = new CandidateEmbedder(new Letters((_, _) => new TaskCompletionSource<float[][]>().Task));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.That(
            () => embedder.EmbedAsync(new Problem("q", ["a"]), cancel.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_failing_generator_is_named_with_its_error()
    {
        var embedder = new CandidateEmbedder(new Letters((_, _) => throw new HttpRequestException("No.")));
        Assert.That(() => embedder.EmbedAsync(new Problem("q", ["a", "b"])), Throws.TypeOf<EmbeddingException>()
            .With.InnerException.TypeOf<HttpRequestException>()
            .And.Message.EqualTo(
                "The embedding generator threw HttpRequestException for a batch of 2 texts: No. Correct it, or lower "
                + "EmbedderOptions.BatchSize."));
        Assert.That(embedder.Usage.Calls, Is.EqualTo(1));
    }

    [TestCase("few", "gave 1 vectors for 2 texts")]
    [TestCase("empty", "a vector that is empty")]
    [TestCase("nan", "no finite number")]
    [TestCase("ragged", "gave vectors of 1 and of 2 elements")]
    public void Rejects_vectors_that_cannot_be_used(string fault, string message)
    {
        float[][] vectors = fault switch
        {
            "few" => [[1]],
            "empty" => [[], []],
            "nan" => [[1], [float.NaN]],
            _ => [[1], [1, 2]],
        };
        var embedder = new CandidateEmbedder(new Letters((_, _) => Task.FromResult(vectors)));
        Assert.That(
            () => embedder.EmbedAsync(new Problem("q", ["a", "b"])),
            Throws.TypeOf<EmbeddingException>().With.Message.Contains(message));
    }

    [TestCase(0, 1, 0, "Invalid value '0' for EmbedderOptions.BatchSize: expected at least 1.")]
    [TestCase(1, 0, 0, "Invalid value '0' for EmbedderOptions.ConcurrentCalls: expected at least 1.")]
    [TestCase(1, 1, -1, "Invalid value '-1' for EmbedderOptions.CachedTexts: expected at least 0. Use 0 to remember none.")]
    public void Rejects_options_outside_their_range(int batch, int calls, int cached, string message) => Assert.That(
        () => new CandidateEmbedder(
            new Letters(), new EmbedderOptions { BatchSize = batch, ConcurrentCalls = calls, CachedTexts = cached }),
        Throws.TypeOf<OptionException>().With.Message.EqualTo(message));

    // Counts a's and b's, one token a text.
    private sealed class Letters(Func<string[], CancellationToken, Task<float[][]>>? embed = null)
        : IEmbeddingGenerator<string, Embedding<float>>
    {
        private readonly System.Collections.Concurrent.ConcurrentBag<string[]> _batches = [];

        public IReadOnlyCollection<string[]> Batches => _batches;

        public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            string[] texts = [.. values];
            _batches.Add(texts);
            var vectors = embed is null
                ? [.. texts.Select(text => new float[] { text.Count(letter => letter == 'a'), text.Count(letter => letter == 'b') })]
                : await embed(texts, cancellationToken);
            return new(vectors.Select(vector => new Embedding<float>(vector)))
            {
                Usage = new UsageDetails { InputTokenCount = texts.Length },
            };
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
