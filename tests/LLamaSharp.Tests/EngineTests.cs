using System.Text;
using Accelerated.Inference.LLamaSharp.Engine;
using Accelerated.Inference.LLamaSharp.Gguf;
using Accelerated.Inference.Scoring;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>Drawing and scoring with llama.cpp itself, wherever the package and a native library are.</summary>
public sealed class EngineTests
{
    private static readonly SamplingOptions Titles = new() { MaxTokens = 14, StopStrings = ["\n"], Seed = 5 };
    private static readonly string TitlePrompt = Golden.All[0].TitlePrompt;
    private LLamaSharpCandidateSource _source = null!;

    [OneTimeSetUp]
    public async Task OpenModel() => _source = await SmallModel.OpenAsync();

    [OneTimeTearDown]
    public void CloseModel() => _source?.Dispose();

    [Test]
    public async Task More_candidates_than_sequences_are_drawn_and_rescoring_gives_back_their_log_probability()
    {
        var drawn = (await DrawnSet.CollectAsync(_source, TitlePrompt, 600, Titles)).Candidates;
        Assert.That(drawn.Select(candidate => candidate.Index), Is.EqualTo(Enumerable.Range(0, 600)));
        Assert.That(
            drawn.Select(candidate => candidate.Finish),
            Is.All.AnyOf(FinishReason.StopString, FinishReason.Length, FinishReason.EndOfText));
        var scores = await _source.ScoreAsync(
            TitlePrompt, [.. drawn.Select(candidate => new Continuation(candidate.Text) { Tokens = candidate.Tokens })]);
        var differences = drawn.Zip(
            scores,
            (candidate, score) => Math.Abs(candidate.LogProbability!.Value - score.LogProbability) / candidate.Tokens!.Count).ToList();
        TestContext.Out.WriteLine(
            $"{drawn.Select(candidate => candidate.Text).Distinct().Count()} distinct titles; rescoring differs by at most " +
            $"{differences.Max():g3} a token.");
        Assert.That(differences.Max(), Is.LessThan(1e-4));
    }

    [Test]
    public async Task The_same_seed_draws_the_same_candidates_and_another_seed_others()
    {
        async Task<string[]> Draw(int count, long seed) =>
        [
            .. (await DrawnSet.CollectAsync(_source, TitlePrompt, count, Titles with { Seed = seed })).Candidates
                .Select(candidate => candidate.Text),
        ];
        var once = await Draw(64, 5);
        Assert.That(await Draw(64, 5), Is.EqualTo(once));
        Assert.That(await Draw(64, 6), Is.Not.EqualTo(once));
        var fewer = await Draw(8, 5);
        var same = fewer.Zip(once, (left, right) => left == right ? 1 : 0).Sum();
        TestContext.Out.WriteLine($"{same} of 8 candidates are the same in a batch of 8 and of 64.");
        Assert.That(
            same,
            Is.GreaterThanOrEqualTo(7),
            "llama.cpp's last bits depend on the batch; a draw that lies on a boundary may fall to the other side");
    }

    [Test]
    public async Task Stars_are_drawn_as_often_as_they_are_likely()
    {
        const int Count = 4000;
        var golden = Golden.All[0];
        var drawn = (
            await DrawnSet.CollectAsync(_source, golden.Prompt, Count, new SamplingOptions { MaxTokens = 1, Seed = 3 })).Candidates;
        for (var star = 1; star <= 5; star++)
        {
            var probability = golden.StarProbabilities[star - 1];
            var share = drawn.Count(candidate => candidate.Text == $"{star}") / (double)Count;
            Assert.That(
                share,
                Is.EqualTo(probability).Within(5 * Math.Sqrt(probability * (1 - probability) / Count) + 1e-3),
                $"{star} stars, seed 3");
        }
    }

    [Test]
    public async Task Continuations_scored_together_score_as_alone()
    {
        Continuation[] titles = [" Love it\n", " Love this dress\n", " Love this dress!\n", " Beautiful\n", " B", " Love it\n"];
        var together = await _source.ScoreAsync(TitlePrompt, titles);
        for (var i = 0; i < titles.Length; i++)
        {
            var alone = (await _source.ScoreAsync(TitlePrompt, [titles[i]]))[0];
            Assert.That(together[i].Tokens, Is.EqualTo(alone.Tokens));
            Assert.That(together[i].LogProbability, Is.EqualTo(alone.LogProbability).Within(1e-4), titles[i].Text);
        }

        Assert.That(together[0].LogProbability, Is.EqualTo(together[5].LogProbability));
        Assert.That(together.Select(score => score.LogProbability), Is.All.Negative);
    }

    [TestCase("reviews-tiny-f32.gguf")]
    [TestCase(ChatModels.Reviews)]
    [TestCase(ChatModels.Answer)]
    public async Task The_start_token_is_the_one_that_the_file_asks_for(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, file);
        var header = GgufFile.Read(path);
        using var model = await LlamaEngine.LoadAsync(path, header, SmallModel.Exact, CancellationToken.None);
        Assert.That(model.StartToken, Is.EqualTo(header.Tokens.AddsStart == true ? header.Tokens.Start : null));
    }

    [Test]
    public async Task A_drawing_that_is_cancelled_ends_and_the_source_goes_on()
    {
        using var cancellation = new CancellationTokenSource();
        var drawn = 0;
        Assert.That(
            async () =>
            {
                await foreach (var _ in _source.DrawAsync(TitlePrompt, 100_000, Titles with { StopStrings = [] }, cancellation.Token))
                {
                    drawn++;
                    await cancellation.CancelAsync();
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(drawn, Is.LessThan(100_000));
        Assert.That((await DrawnSet.CollectAsync(_source, TitlePrompt, 8, Titles)).Candidates, Has.Count.EqualTo(8));
    }

    [Test]
    public async Task A_small_cache_draws_all_the_same()
    {
        using var small = await SmallModel.OpenAsync(SmallModel.Exact with { CacheBytes = 1 << 20 });
        Assert.That((await DrawnSet.CollectAsync(small, TitlePrompt, 300, Titles)).Candidates, Has.Count.EqualTo(300));
    }

    [Test]
    public async Task A_cache_of_half_precision_scores_less_exactly()
    {
        using var rounded = await SmallModel.OpenAsync(SmallModel.Exact with { Cache = CachePrecision.Half });
        Continuation[] title = [" Love this dress\n"];
        var exact = (await _source.ScoreAsync(TitlePrompt, title))[0].LogProbability;
        Assert.That(
            (await rounded.ScoreAsync(TitlePrompt, title))[0].LogProbability,
            Is.EqualTo(exact).Within(1e-2).And.Not.EqualTo(exact).Within(1e-7));
    }

    [Test]
    public void A_prompt_beyond_the_models_context_is_refused()
    {
        Assert.That(_source.ContextLength, Is.EqualTo(256));
        Assert.That(
            async () => await DrawnSet.CollectAsync(_source, new string('x', 1000), 1, Titles),
            Throws.TypeOf<PromptException>().With.Message.Contains("the context of reviews-tiny-f32.gguf has 256"));
    }

    [Test]
    public async Task Weights_that_are_no_numbers_are_a_failure_of_the_source()
    {
        var bytes = await File.ReadAllBytesAsync(SmallModel.ModelPath);
        bytes.AsSpan(bytes.Length / 2).Fill(0xFF); // float32 FFFFFFFF is no number
        using var damaged = await OpenAsync(bytes);
        Assert.That(
            async () => await DrawnSet.CollectAsync(damaged, TitlePrompt, 1, Titles),
            Throws.TypeOf<SourceException>().With.Message.Contains("expected a finite number"));
    }

    [Test]
    public async Task A_model_that_lacks_a_tensor_is_refused_with_what_the_engine_says()
    {
        var bytes = await File.ReadAllBytesAsync(SmallModel.ModelPath);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("output_norm.weight"));
        bytes[at] = (byte)'x';
        Assert.That(
            async () => await OpenAsync(bytes),
            Throws.TypeOf<ModelException>().With.Message.Contains("was not loaded").And.Message.Contains("output_norm.weight"));
    }

    [Test]
    public void Layers_on_a_card_are_refused_where_the_native_library_serves_none()
    {
        if (!_source.Name.Contains("(CPU)"))
        {
            Assert.Ignore("The native library present serves a card.");
        }

        Assert.That(
            async () => await LLamaSharpCandidateSource.OpenAsync(SmallModel.ModelPath, new LLamaSharpOptions { GpuLayers = 4 }),
            Throws.TypeOf<ModelException>().With.Message.Contains("LLamaSharp.Backend.Cuda12, Cuda13 or Vulkan"));
    }

    private static async Task<LLamaSharpCandidateSource> OpenAsync(byte[] model)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, model);
            return await LLamaSharpCandidateSource.OpenAsync(path, SmallModel.Exact);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
