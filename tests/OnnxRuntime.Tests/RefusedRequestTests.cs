namespace Accelerated.Inference.Tests;

public sealed class RefusedRequestTests
{
    private static readonly string LongText = string.Concat(Enumerable.Repeat("dress ", 300));

    [Test]
    public void A_prompt_that_does_not_fit_the_context_is_refused() => Assert.That(
        async () => await DrawnSet.CollectAsync(SmallModel.Source, LongText, 4, SmallModel.Titles),
        Throws.TypeOf<PromptException>().With.Message.EqualTo(
            "The prompt has 302 tokens and the answer may have 14; the context of onnx:reviews-tiny.onnx is 256. Shorten the prompt or lower the tokens of the answer."));

    [Test]
    public void An_answer_that_does_not_fit_the_context_is_refused() => Assert.That(
        async () => await DrawnSet.CollectAsync(SmallModel.Source, "Stars:4\nReview:", 4, new SamplingOptions { MaxTokens = 1000 }),
        Throws.TypeOf<PromptException>().With.Message.Contains("and the answer may have 1,000; the context of onnx:reviews-tiny.onnx is 256."));

    [Test]
    public void The_last_token_of_the_context_can_be_drawn()
    {
        var prompt = new Prompt("") { Tokens = [.. Enumerable.Repeat(300, 242)] };
        Assert.That(async () => (await DrawnSet.CollectAsync(SmallModel.Source, prompt, 2, SmallModel.Titles)).Candidates.Count, Is.EqualTo(2));
        Assert.That(
            async () => await DrawnSet.CollectAsync(SmallModel.Source, prompt, 2, SmallModel.Titles with { MaxTokens = 15 }),
            Throws.TypeOf<PromptException>());
    }

    [Test]
    public void No_candidates_and_no_continuations_are_refused()
    {
        Assert.That(async () => await DrawnSet.CollectAsync(SmallModel.Source, "a", 0, SmallModel.Titles), Throws.TypeOf<SamplingException>());
        Assert.That(async () => await SmallModel.Source.ScoreAsync("a", []), Throws.TypeOf<PromptException>());
        Assert.That(async () => await SmallModel.Source.ScoreAsync("a", [" b", ""]), Throws.TypeOf<PromptException>().With.Message.EqualTo("Continuation 1 has 0 tokens; it must have at least 1. Leave it out."));
        Assert.That(async () => await SmallModel.Source.ScoreAsync("a", [LongText]), Throws.TypeOf<PromptException>().With.Message.Contains("the longest continuation has 302"));
    }

    [Test]
    public void A_token_outside_the_vocabulary_is_refused() => Assert.That(
        async () => await DrawnSet.CollectAsync(SmallModel.Source, new Prompt("") { Tokens = [1, 1024] }, 1, SmallModel.Titles),
        Throws.TypeOf<PromptException>().With.Message.EqualTo("Token 1024 is outside the vocabulary of 0..1023. Encode the text with the model's own tokenizer."));

    [Test]
    public void An_empty_list_of_prompt_tokens_is_refused() => Assert.That(
        async () => await DrawnSet.CollectAsync(SmallModel.Source, new Prompt("") { Tokens = [] }, 1, SmallModel.Titles),
        Throws.TypeOf<PromptException>().With.Message.EqualTo("The prompt has 0 tokens; it must have at least 1. Give a text."));

    [Test]
    public void A_cache_that_is_too_small_for_one_candidate_is_refused()
    {
        using var source = new OnnxCandidateSource(new OnnxModelOptions(SmallModel.File("reviews-tiny.onnx")) { CacheBytes = 1000 });
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, new Prompt("") { Tokens = [1, 2] }, 1, SmallModel.Titles),
            Throws.TypeOf<PromptException>().With.Message.EqualTo("One candidate of 16 tokens needs 131,072 bytes of cache; the limit is 1,000. Shorten it or raise OnnxModelOptions.CacheBytes."));
    }

    [Test]
    public async Task A_small_cache_makes_smaller_batches()
    {
        using var source = new OnnxCandidateSource(new OnnxModelOptions(SmallModel.File("reviews-tiny.onnx")) { CacheBytes = 1 << 20 });
        Assert.That((await DrawnSet.CollectAsync(source, "Stars:4\nReview:", 20, SmallModel.Titles)).Candidates, Has.Count.EqualTo(20));
    }

    [TestCase(0, null, null)]
    [TestCase(1, 0, null)]
    [TestCase(1, 1, -1)]
    public void Options_below_one_are_refused(int batch, int? workers, int? threads) => Assert.That(
        () => new OnnxCandidateSource(new OnnxModelOptions(SmallModel.File("reviews-tiny.onnx")) { BatchSize = batch, Workers = workers, ThreadsPerWorker = threads }),
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("must be at least 1"));
}
