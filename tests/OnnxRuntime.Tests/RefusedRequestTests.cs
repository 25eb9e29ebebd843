using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class RefusedRequestTests
{
    private static readonly string LongText = string.Concat(Enumerable.Repeat("dress ", 300));

    [Test]
    public void A_prompt_that_does_not_fit_the_context_is_refused() => Assert.That(
        async () => await DrawnSet.CollectAsync(SmallModel.Source, LongText, 4, SmallModel.Titles),
        Throws.TypeOf<PromptException>().With.Message.EqualTo(
            "The prompt has 302 tokens and at least 1 must follow it; the context of onnx:reviews-tiny.onnx has 256. Shorten the prompt, " +
            "or let its beginning be dropped (PromptOverflow.TruncateLeft)."));

    [Test]
    public async Task An_answer_that_does_not_fit_the_context_ends_where_the_context_does()
    {
        var prompt = new Prompt("") { Tokens = [.. Enumerable.Repeat(300, 254)] };
        var drawn = (await DrawnSet.CollectAsync(SmallModel.Source, prompt, 8, SmallModel.Titles with { StopStrings = [] })).Candidates;
        Assert.That(
            drawn.Select(candidate => (candidate.Tokens!.Count, candidate.Finish)),
            Is.All.EqualTo((2, FinishReason.ContextFull)),
            "seed 7");
    }

    [Test]
    public async Task A_prompt_that_is_too_long_loses_its_beginning_where_that_is_asked_for()
    {
        using var source = new OnnxCandidateSource(
            SmallModel.File("reviews-tiny.onnx"), new OnnxOptions { Overflow = PromptOverflow.TruncateLeft });
        var drawn = (await DrawnSet.CollectAsync(source, LongText, 2, SmallModel.Titles)).Candidates;
        Assert.That(drawn.Select(candidate => candidate.DroppedPromptTokens), Is.All.EqualTo(302 + 14 - 256));
    }

    [Test]
    public void The_last_token_of_the_context_can_be_drawn()
    {
        var prompt = new Prompt("") { Tokens = [.. Enumerable.Repeat(300, 255)] };
        Assert.That(
            async () => (await DrawnSet.CollectAsync(SmallModel.Source, prompt, 2, SmallModel.Titles)).Candidates.Count, Is.EqualTo(2));
        Assert.That(
            async () => await DrawnSet.CollectAsync(
                SmallModel.Source, prompt with { Tokens = [.. Enumerable.Repeat(300, 256)] }, 2, SmallModel.Titles),
            Throws.TypeOf<PromptException>());
    }

    [Test]
    public void No_candidates_and_no_continuations_are_refused()
    {
        Assert.That(
            async () => await DrawnSet.CollectAsync(SmallModel.Source, "a", 0, SmallModel.Titles), Throws.TypeOf<OptionException>());
        Assert.That(async () => await SmallModel.Source.ScoreAsync("a", []), Throws.TypeOf<PromptException>());
        Assert.That(
            async () => await SmallModel.Source.ScoreAsync("a", [" b", ""]),
            Throws.TypeOf<PromptException>().With.Message.EqualTo("Continuation 1 has 0 tokens; it must have at least 1. Leave it out."));
        Assert.That(
            async () => await SmallModel.Source.ScoreAsync("a", [LongText]),
            Throws.TypeOf<PromptException>().With.Message.Contains("The prompt has 2 tokens and at least 302 must follow it"));
    }

    [Test]
    public void A_token_outside_the_vocabulary_is_refused() => Assert.That(
        async () => await DrawnSet.CollectAsync(SmallModel.Source, new Prompt("") { Tokens = [1, 1024] }, 1, SmallModel.Titles),
        Throws.TypeOf<PromptException>().With.Message.EqualTo(
            "The prompt has the token id 1024; expected 0 to 1023. Encode the text with the model's tokenizer."));

    [Test]
    public void An_empty_list_of_prompt_tokens_is_refused() => Assert.That(
        async () => await DrawnSet.CollectAsync(SmallModel.Source, new Prompt("") { Tokens = [] }, 1, SmallModel.Titles),
        Throws.TypeOf<PromptException>().With.Message.EqualTo("The prompt is empty; there is nothing to answer. Give it a text."));

    [Test]
    public void A_cache_that_is_too_small_for_one_candidate_is_refused()
    {
        using var source = new OnnxCandidateSource(SmallModel.File("reviews-tiny.onnx"), new OnnxOptions { CacheBytes = 1000 });
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, new Prompt("") { Tokens = [1, 2] }, 1, SmallModel.Titles),
            Throws.TypeOf<PromptException>().With.Message.EqualTo(
                "One candidate of 16 tokens needs 131,072 bytes of cache; the limit is 1,000. Shorten it or raise " +
                "OnnxOptions.CacheBytes."));
    }

    [Test]
    public async Task A_small_cache_makes_smaller_batches()
    {
        using var source = new OnnxCandidateSource(SmallModel.File("reviews-tiny.onnx"), new OnnxOptions { CacheBytes = 1 << 20 });
        Assert.That((await DrawnSet.CollectAsync(source, "Stars:4\nReview:", 20, SmallModel.Titles)).Candidates, Has.Count.EqualTo(20));
    }

    [TestCase(0, null, null, "BatchSize")]
    [TestCase(1, 0, null, "Workers")]
    [TestCase(1, 1, -1, "ThreadsPerWorker")]
    public void Options_below_one_are_refused(int batch, int? workers, int? threads, string name) => Assert.That(
        () => new OnnxCandidateSource(
            SmallModel.File("reviews-tiny.onnx"), new OnnxOptions { BatchSize = batch, Workers = workers, ThreadsPerWorker = threads }),
        Throws.TypeOf<OptionException>().With.Message.Contains(
            $"for OnnxOptions.{name}: expected ").And.Property("ParamName").EqualTo(name));
}
