using Accelerated.Inference.Embeddings;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>Texts embedded by an ONNX encoder.</summary>
public sealed class SentenceEmbeddingTests
{
    private static readonly string[] s_texts = ["hello world", "hello there", "the world is good, hello", ""];

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("accelerated-encoders").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task The_mean_of_a_texts_tokens_leaves_padding_out()
    {
        using var encoder = await OnnxSentenceEncoder.OpenAsync(new TableEncoder().Write(_folder));
        var embeddings = await encoder.GenerateAsync(s_texts);
        var tokens = s_texts.Select(PairScorerTests.Tokens).ToArray();
        for (var i = 0; i < s_texts.Length; i++)
        {
            var expected = Enumerable.Range(0, TableEncoder.Dimension)
                .Select(d => tokens[i].Sum(token => TableEncoder.Table(token, d)) / (tokens[i].Length + 2));
            Assert.That(embeddings[i].Vector.ToArray(), Is.EqualTo(expected).Within(1e-5));
        }

        Assert.That(embeddings.Usage!.InputTokenCount, Is.EqualTo(tokens.Sum(row => row.Length + 2)));
        Assert.That(encoder.TruncatedTexts, Is.Zero);
    }

    [Test]
    public async Task The_first_tokens_vector_can_be_taken()
    {
        var options = new OnnxEncoderOptions { Pooling = EncoderPooling.First };
        using var encoder = await OnnxSentenceEncoder.OpenAsync(new TableEncoder { HasMask = false }.Write(_folder), options);
        var embeddings = await encoder.GenerateAsync(s_texts);
        Assert.That(embeddings.Select(embedding => embedding.Vector.ToArray()), Is.All.EqualTo(new float[] { 0, 0, 0, 0 }));
    }

    [Test]
    public async Task A_model_that_pools_itself_is_taken_as_it_is()
    {
        using var encoder = await OnnxSentenceEncoder.OpenAsync(new TableEncoder { IsPooled = true }.Write(_folder));
        var embedding = (await encoder.GenerateAsync(["hello world"]))[0];
        var tokens = PairScorerTests.Tokens("hello world");
        Assert.That(
            embedding.Vector.ToArray(),
            Is.EqualTo(Enumerable.Range(0, 4).Select(d => tokens.Sum(token => TableEncoder.Table(token, d)))).Within(1e-5));
    }

    [Test]
    public async Task Candidates_are_embedded_and_the_cosine_decides()
    {
        using var encoder = await OnnxSentenceEncoder.OpenAsync(new TableEncoder().Write(_folder));
        var problem = await new CandidateEmbedder(encoder).EmbedAsync(
            new Problem("q", ["hello world", "hello world hello", "world hello", "good bye"]));
        using var selector = new Selector(new(Metric.Cosine()));
        Assert.That(selector.Select(problem).Ranking[^1].Index, Is.EqualTo(3));
    }

    [Test]
    public async Task A_text_that_is_too_long_is_cut_and_counted()
    {
        var options = new OnnxEncoderOptions { MaxTokens = 8 };
        using var encoder = await OnnxSentenceEncoder.OpenAsync(new TableEncoder().Write(_folder), options);
        var embeddings = await encoder.GenerateAsync([string.Join(' ', Enumerable.Repeat("hello", 40))]);
        Assert.That(embeddings.Usage!.InputTokenCount, Is.EqualTo(8));
        Assert.That(encoder.TruncatedTexts, Is.EqualTo(1));
    }

    [Test]
    public async Task It_says_what_it_is()
    {
        using var encoder = await OnnxSentenceEncoder.OpenAsync(new TableEncoder().Write(_folder));
        Assert.That(encoder.GetService(typeof(EmbeddingGeneratorMetadata)), Has.Property("DefaultModelId").EqualTo("encoder.onnx"));
        Assert.That(encoder.GetService(typeof(OnnxSentenceEncoder)), Is.SameAs(encoder));
        Assert.That(encoder.GetService(typeof(string)), Is.Null);
        Assert.That(await encoder.GenerateAsync([]), Is.Empty);
    }

    [Test]
    public async Task A_model_that_gives_one_number_a_text_is_no_sentence_encoder()
    {
        using var encoder = await OnnxSentenceEncoder.OpenAsync(new TableEncoder { IsPairScorer = true, IsFlat = true }.Write(_folder));
        Assert.That(() => encoder.GenerateAsync(["hello", "hello"]), Throws.TypeOf<ModelException>().With.Message.Contains(
            "its output has the shape 2 for 2 texts of 5 tokens; expected a vector a text or a token. Name the output"));
    }
}
