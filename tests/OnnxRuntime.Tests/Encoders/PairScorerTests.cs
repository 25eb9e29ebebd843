using Accelerated.Inference.Pruning;
using Accelerated.Metrics;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.Tests;

/// <summary>Pairs scored by an ONNX model.</summary>
public sealed class PairScorerTests
{
    private static readonly string[] s_texts = ["hello world", "hello there", "good bye", "the world is good, hello", ""];

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("accelerated-encoders").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase(TensorElementType.Int64)]
    [TestCase(TensorElementType.Int32)]
    public async Task A_pair_has_the_models_value_whatever_else_is_in_the_batch(TensorElementType type)
    {
        using var scorer = await OnnxPairScorer.OpenAsync(new TableEncoder { IsPairScorer = true, TokenType = type }.Write(_folder));
        (string, string)[] pairs = [.. s_texts.SelectMany(left => s_texts.Select(right => (left, right)))];
        var together = await scorer.ScoreAsync(pairs, default);
        for (var k = 0; k < pairs.Length; k++)
        {
            Assert.That(together[k], Is.EqualTo(Value(pairs[k].Item1, pairs[k].Item2)).Within(1e-4), $"{pairs[k]}");
            Assert.That((await scorer.ScoreAsync([pairs[k]], default))[0], Is.EqualTo(together[k]).Within(1e-5));
        }

        Assert.That(scorer.TruncatedPairs, Is.Zero);
    }

    [Test]
    public async Task The_models_expected_score_decides_with_each_pair_scored_once()
    {
        using var scorer = await OnnxPairScorer.OpenAsync(new TableEncoder { IsPairScorer = true }.Write(_folder));
        var counted = new CountingScorer(scorer);
        var metric = Metric.CreateBatched("distance", counted, maximum: 0, batchSize: 8);
        using var selector = new Selector(new(metric));
        var problem = new Problem("q", [.. s_texts.Select(text => new Candidate(text))]);
        var selection = selector.Select(problem);
        var means = s_texts.Select(left => s_texts.Average(right => Value(left, right))).ToArray();
        Assert.That(selection.Index, Is.EqualTo(Array.IndexOf(means, means.Max())));
        Assert.That(selection.Expected, Is.EqualTo(means.Max()).Within(1e-4));
        selector.Select(problem);
        Assert.That(counted.Usage, Is.EqualTo(new ScorerUsage(Calls: 4, Pairs: 25)), "25 pairs in batches of 8, and none again");
    }

    [Test]
    public async Task A_quality_estimate_ranks_against_the_source_alone()
    {
        using var scorer = await OnnxPairScorer.OpenAsync(new TableEncoder { IsPairScorer = true }.Write(_folder));
        using var selector = new Selector(new(Metric.CreateBatched("quality", scorer)));
        var selection = selector.Select(new Problem("q", ["good bye", "hello there", "hello world"]) { References = ["hello world"] });
        Assert.That((selection.Index, selection.Expected), Is.EqualTo((2, 0.0)));
    }

    [Test]
    public async Task A_model_in_a_partial_selection_is_asked_for_the_pairs_reported()
    {
        using var scorer = await OnnxPairScorer.OpenAsync(new TableEncoder { IsPairScorer = true }.Write(_folder));
        var counted = new CountingScorer(scorer);
        var selector = new PartialSelector(new(Metric.CreateBatched("distance", counted)), new SequentialHalving(16));
        var selection = await selector.SelectAsync(new Problem("q", [.. s_texts.Select(text => new Candidate(text))]));
        Assert.That(selection.Pairs, Is.LessThanOrEqualTo(16));
        Assert.That(counted.Usage.Pairs, Is.EqualTo(selection.Pairs));
    }

    [Test]
    public async Task A_pair_that_is_too_long_is_cut_and_counted()
    {
        var options = new OnnxEncoderOptions { MaxTokens = 8 };
        using var scorer = await OnnxPairScorer.OpenAsync(new TableEncoder { IsPairScorer = true }.Write(_folder), options);
        var (left, right) = (Tokens("hello"), Tokens("the world is good, hello the world"));
        Assert.That(left.Length + right.Length, Is.GreaterThan(5));
        var values = await scorer.ScoreAsync([("hello", "the world is good, hello the world"), ("a", "b")], default);
        var keptLeft = Math.Min(left.Length, 3);
        Assert.That(values[0], Is.EqualTo(Value(left[..keptLeft], right[..(5 - keptLeft)])).Within(1e-4));
        Assert.That(scorer.TruncatedPairs, Is.EqualTo(1));
    }

    [Test]
    public void A_model_with_an_input_it_is_not_given_is_refused()
    {
        var path = new TableEncoder { IsPairScorer = true, MoreInput = "src_ids" }.Write(_folder);
        Assert.That(() => OnnxPairScorer.OpenAsync(path), Throws.TypeOf<ModelException>().With.Message.EqualTo(
            $"Model '{path}' cannot be used as an encoder: it takes input_ids, attention_mask, src_ids, token_type_ids; expected "
            + "input_ids, and of attention_mask and token_type_ids what it needs. Export it so."));
    }

    [Test]
    public void A_model_with_another_output_is_refused()
    {
        var path = new TableEncoder { IsPairScorer = true, OutputType = TensorElementType.Double }.Write(_folder);
        Assert.That(() => OnnxPairScorer.OpenAsync(path), Throws.TypeOf<ModelException>().With.Message.Contains(
            "it has no output 'out' of type Float; it gives out. Name another, or export it in single precision."));
        Assert.That(
            () => OnnxPairScorer.OpenAsync(path, new OnnxEncoderOptions { Output = "score" }),
            Throws.TypeOf<ModelException>().With.Message.Contains("no output 'score'"));
    }

    [Test]
    public async Task A_model_that_gives_vectors_is_no_pair_scorer()
    {
        using var scorer = await OnnxPairScorer.OpenAsync(new TableEncoder { IsPooled = true }.Write(_folder));
        Assert.That(() => scorer.ScoreAsync([("a", "b")], default), Throws.TypeOf<ModelException>().With.Message.Contains(
            "its output has the shape 1 x 4 for 1 pairs; expected one number a pair."));
    }

    [Test]
    public void A_tokenizer_without_special_tokens_is_refused()
    {
        var path = new TableEncoder { IsPairScorer = true }.Write(_folder);
        var options = new OnnxEncoderOptions { TokenizerPath = TestTokenizers.Path("gpt2.json") };
        Assert.That(() => OnnxPairScorer.OpenAsync(path, options), Throws.TypeOf<ModelException>().With.Message.Contains(
            "has neither [CLS] and [SEP] nor <s> and </s>"));
    }

    [Test]
    public void A_missing_encoder_is_reported() => Assert.That(
        () => OnnxPairScorer.OpenAsync(Path.Combine(_folder, "none.onnx")),
        Throws.TypeOf<ModelException>().With.Message.Contains("does not exist. Give the path of an ONNX encoder."));

    [TestCase(7, 1, 0, 0, "Invalid value '7' for OnnxEncoderOptions.MaxTokens: expected at least 8. Leave it out for 512.")]
    [TestCase(8, 0, 0, 0, "Invalid value '0' for OnnxEncoderOptions.Threads")]
    [TestCase(8, 1, 9, 0, "Invalid value '9' for OnnxEncoderOptions.Pooling: expected Mean or First.")]
    [TestCase(8, 1, 0, -1, "Invalid value '-1' for OnnxEncoderOptions.Device: expected at least 0.")]
    public void Rejects_options_outside_their_range(int tokens, int threads, int pooling, int device, string message)
    {
        var options = new OnnxEncoderOptions
        {
            MaxTokens = tokens, Threads = threads, Pooling = (EncoderPooling)pooling, Device = device,
        };
        Assert.That(() => OnnxPairScorer.OpenAsync("x", options), Throws.TypeOf<OptionException>().With.Message.StartsWith(message));
    }

    [Test]
    public async Task A_cancelled_call_ends()
    {
        using var scorer = await OnnxPairScorer.OpenAsync(new TableEncoder { IsPairScorer = true }.Write(_folder));
        Assert.That(
            () => scorer.ScoreAsync([("a", "b")], new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }

    internal static int[] Tokens(string text) =>
        [.. TokenizerJson.Read(TestTokenizers.Path("bert.json"), TestTokenizers.None)!.Encode(text, TextPosition.Start)];

    private static double Value(string left, string right) => Value(Tokens(left), Tokens(right));

    private static double Value(int[] left, int[] right) =>
        -Enumerable.Range(0, TableEncoder.Dimension).Sum(d => Math.Pow(Sum(left, d) - Sum(right, d), 2));

    private static double Sum(int[] tokens, int dimension) => tokens.Sum(token => (double)TableEncoder.Table(token, dimension));
}
