using Accelerated.Inference.Scoring;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.Tests;

/// <summary>Decoders in all the ways that they are exported, drawn from and scored against a decoder whose logits are known.</summary>
public sealed class DecoderLayoutTests
{
    private static readonly int[] Prompt = [3, 17, 8, 22, 5, 9, 31];

    private string _folder = "";

    public static IEnumerable<TestCaseData> Layouts()
    {
        var plain = new TableDecoder();
        yield return Case(plain, "plain");
        yield return Case(plain with { CacheType = TensorElementType.Float16 }, "float16 cache");
        yield return Case(plain with { CacheType = TensorElementType.BFloat16 }, "bfloat16 cache");
        yield return Case(plain with { LogitsType = TensorElementType.Float16 }, "float16 logits");
        yield return Case(
            plain with { LogitsType = TensorElementType.BFloat16, CacheType = TensorElementType.BFloat16 }, "bfloat16 logits and cache");
        yield return Case(plain with { TokenType = TensorElementType.Int32 }, "int32 ids, mask and positions");
        yield return Case(plain with { HasPositions = false }, "no position_ids");
        yield return Case(plain with { HasMask = false }, "no attention_mask");
        yield return Case(plain with { HasMask = false, HasPositions = false, HasCachePositions = true }, "cache_position");
        yield return Case(plain with { HasBranch = true }, "use_cache_branch");
        yield return Case(plain with { KeptLogits = ("num_logits_to_keep", 0) }, "num_logits_to_keep");
        yield return Case(plain with { KeptLogits = ("logits_to_keep", 1) }, "logits_to_keep of rank 1");
        yield return Case(plain with { OnlyLastLogits = true }, "logits of the last position");
        yield return Case(plain with { HasFlatLogits = true }, "logits without positions");
        yield return Case(plain with { Heads = [1, 4, 2] }, "heads of each layer");
        yield return Case(plain with { KeySize = 6, ValueSize = 3 }, "other sizes for keys and values");
        yield return Case(plain with { TokensFirst = true }, "tokens before heads");
        yield return Case(plain with { Present = "present_key_values.{0}.{1}" }, "present_key_values");
        yield return Case(plain with { Past = "past_{1}_{0}", Present = "present_{1}_{0}" }, "past_key_0");
        yield return Case(plain with { Past = "past.{0}.decoder.{1}", Present = "present.{0}.decoder.{1}" }, "past.0.decoder.key");
        yield return Case(plain with { OpenHeads = "num_heads", OpenSize = "head_dim", OutputsTellSizes = true }, "sizes told by outputs");
        yield return Case(plain with { OpenHeads = "num_heads", OpenSize = "head_dim" }, "sizes told by a run");
        yield return Case(plain with { Heads = [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3] }, "twelve layers");
        yield return Case(plain with { Rows = 1 }, "one row alone");
        yield return Case(plain with { Width = 1 }, "one token at a time");
        yield return Case(plain with { Rows = 1, Width = 1, HasBranch = true }, "one token of one row, and two graphs");
        yield return Case(plain with { ExternalName = "weights.bin" }, "weights in a file of their own");

        static TestCaseData Case(TableDecoder decoder, string name) => new TestCaseData(decoder).SetArgDisplayNames(name);
    }

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("accelerated-decoders").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCaseSource(nameof(Layouts))]
    public async Task Candidates_and_scores_have_the_probabilities_of_the_decoder(TableDecoder decoder)
    {
        using var source = new OnnxCandidateSource(decoder.Write(_folder), new OnnxOptions { BatchSize = 12, Workers = 2 });
        await AssertDrawsAsync(source, decoder);
    }

    [TestCase("""{"max_position_embeddings": 64, "num_key_value_heads": 2, "head_dim": 4}""")]
    [TestCase("""{"max_position_embeddings": 64, "num_attention_heads": 2, "hidden_size": 8}""")]
    [TestCase(
        """{"text_config": {"max_position_embeddings": 64, "num_attention_heads": 4, "hidden_size": 16, "num_key_value_heads": 2}}""")]
    public async Task Sizes_that_metadata_leaves_open_are_those_of_the_configuration(string configuration)
    {
        var decoder = new TableDecoder { OpenHeads = "h", OpenSize = "d" };
        using var source = new OnnxCandidateSource(decoder.Write(_folder, configuration));
        Assert.That(source.ContextLength, Is.EqualTo(64));
        await AssertDrawsAsync(source, decoder);
    }

    [Test]
    public async Task Names_context_and_ends_are_those_of_genai_config()
    {
        var decoder = new TableDecoder { Ids = "tokens", Logits = "scores", Past = "kc_{0}_{2}", Present = "out_{0}_{2}" };
        var path = decoder.Write(_folder, """{"eos_token_id": 38}""");
        await File.WriteAllTextAsync(Path.Combine(_folder, "genai_config.json"), """
            {"model": {"type": "llama", "context_length": 48, "eos_token_id": [37, 39], "vocab_size": 40, "decoder": {
              "head_size": 4, "num_key_value_heads": 2,
              "inputs": {"input_ids": "tokens", "past_key_names": "kc_%d_k", "past_value_names": "kc_%d_v"},
              "outputs": {"logits": "scores", "present_key_names": "out_%d_k", "present_value_names": "out_%d_v"}}},
             "search": {"do_sample": true, "temperature": 0.2}}
            """);
        using var source = new OnnxCandidateSource(path);
        Assert.That(source.ContextLength, Is.EqualTo(48));
        var drawn = await DrawAsync(source, 300, temperature: 50);
        Assert.That(
            drawn.Where(candidate => candidate.Finish == FinishReason.EndOfText).Select(candidate => candidate.Tokens![^1]).Distinct(),
            Is.EquivalentTo([37, 38, 39]),
            "seed 11");
    }

    [Test]
    public async Task A_generation_configuration_adds_its_ends()
    {
        var path = new TableDecoder().Write(_folder);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "generation_config.json"), """{"eos_token_id": [1, 2, 39], "temperature": 0.6}""");
        using var source = new OnnxCandidateSource(path);
        var drawn = await DrawAsync(source, 300, temperature: 50);
        Assert.That(
            drawn.Where(candidate => candidate.Finish == FinishReason.EndOfText).Select(candidate => candidate.Tokens![^1]).Distinct(),
            Is.EquivalentTo([1, 2, 39]),
            "seed 11");
    }

    private static async Task AssertDrawsAsync(OnnxCandidateSource source, TableDecoder decoder)
    {
        var tolerance = decoder.LogitsType == TensorElementType.BFloat16
            ? .5
            : decoder.LogitsType == TensorElementType.Float16
            ? .05
            : 1e-4;
        var drawn = await DrawAsync(source, 24);
        Assert.That(
            drawn.Select(candidate => string.Join(' ', candidate.Tokens!)).Distinct().Count(),
            Is.GreaterThan(4),
            "the cache must be shared out");
        foreach (var candidate in drawn)
        {
            Assert.That(
                candidate.LogProbability,
                Is.EqualTo(LogProbability(decoder, candidate.Tokens!)).Within(tolerance),
                $"seed 11, candidate {candidate.Index}: {string.Join(' ', candidate.Tokens!)}");
        }

        var scored = await source.ScoreAsync(
            new Prompt("") { Tokens = Prompt }, [.. drawn.Select(candidate => new Continuation("") { Tokens = candidate.Tokens })]);
        Assert.That(
            scored.Select(score => score.LogProbability),
            Is.EqualTo(drawn.Select(candidate => LogProbability(decoder, candidate.Tokens!))).Within(tolerance));
    }

    private static async Task<IReadOnlyList<DrawnCandidate>> DrawAsync(OnnxCandidateSource source, int count, double temperature = 1) =>
        (
            await DrawnSet.CollectAsync(
                source,
                new Prompt("") { Tokens = Prompt },
                count,
                new SamplingOptions { MaxTokens = 6, Seed = 11, Temperature = temperature })).Candidates;

    // The prompt is read at once or token by token, each token of the answer alone.
    private static double LogProbability(TableDecoder decoder, IReadOnlyList<int> answer) => Enumerable.Range(0, answer.Count).Sum(i =>
        decoder.LogProbabilities([.. Prompt, .. answer.Take(i)], i == 0 && decoder.Width is null ? 0 : Prompt.Length + i - 1)[answer[i]]);
}
