using Accelerated.Inference.Scoring;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>Scoring continuations on the fake engine, against the definition.</summary>
public sealed class ScoringTests
{
    [Test]
    public async Task Scores_are_the_sums_over_the_tokens([Values(1, 2, 7, 255)] int parallel, [Values(1, 5, 40, 600)] int count)
    {
        var random = new Random(count * 1000 + parallel);
        var texts = Enumerable.Range(0, count).Select(
            _ => new string([.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => (char)('a' + random.Next(3)))])).ToArray();
        var model = new FakeModel();
        using var source = model.ToSource(new LLamaSharpOptions { BatchSize = parallel });
        var scores = await source.ScoreAsync("cab", [.. texts.Select(text => new Continuation(text))]);
        Assert.That(scores.Select(score => score.Text), Is.EqualTo(texts));
        for (var i = 0; i < count; i++)
        {
            Assert.That(
                scores[i].LogProbability,
                Is.EqualTo(LogProbability("cab", texts[i])).Within(1e-5),
                $"seed {count * 1000 + parallel}, '{texts[i]}'");
        }

        Assert.That(model.LiveSequences, Is.Zero);
    }

    [Test]
    public async Task Answers_of_one_token_cost_nothing_beyond_the_prompt()
    {
        var model = new FakeModel();
        using var source = model.ToSource();
        await source.ScoreAsync("cab", [.. "abcde".Select(letter => new Continuation($"{letter}"))]);
        Assert.That(model.EvaluatedTokens, Is.EqualTo("<cab".Length));
    }

    [Test]
    public async Task A_beginning_that_continuations_share_is_evaluated_once()
    {
        var model = new FakeModel();
        using var source = model.ToSource();
        await source.ScoreAsync("cab", ["abca", "abcb", "abcc", "abd", "abd"]);
        Assert.That(model.EvaluatedTokens, Is.EqualTo("<cab".Length + "abc".Length));
    }

    [Test]
    public void What_cannot_be_scored_is_refused()
    {
        using var source = new FakeModel().ToSource();
        void Refused(Continuation[] continuations, string message) =>
            Assert.That(
                async () => await source.ScoreAsync("cab", continuations), Throws.TypeOf<PromptException>().With.Message.EqualTo(message));
        Refused([], "There are 0 continuations; at least 1 is needed to score. Give one.");
        Refused(["a", ""], "Continuation 1 has 0 tokens; it must have at least 1. Leave it out.");
        Refused(
            [new Continuation("a") { Tokens = [-1] }],
            "A continuation has the token id -1; expected 0 to 11. Encode the text with the model's tokenizer.");
        Refused(
            [new string('a', 125)],
            "The prompt has 4 tokens and at least 125 must follow it; the context of fake.gguf has 128. Shorten the prompt, or let its " +
            "beginning be dropped (PromptOverflow.TruncateLeft).");
    }

    [Test]
    public async Task Cancellation_does_not_wait_for_an_engine_that_hangs()
    {
        var hangs = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        using var source = new FakeModel
        {
            OnEvaluate = async (_, _) =>
            {
                hangs.TrySetResult();
                await release.Task;
            },
        }.ToSource();
        using var cancellation = new CancellationTokenSource();
        var score = source.ScoreAsync("cab", ["a"], cancellation.Token);
        await hangs.Task;
        await cancellation.CancelAsync();
        Assert.That(async () => await score, Throws.InstanceOf<OperationCanceledException>());
        release.SetResult();
    }

    private static double LogProbability(string prompt, string continuation)
    {
        int[] before = [FakeModel.Start, .. prompt.Select(letter => letter - 'a' + 1)];
        var tokens = continuation.Select(letter => letter - 'a' + 1).ToArray();
        return tokens.Select((token, i) => Math.Log(FakeModel.Probabilities([.. before, .. tokens.Take(i)])[token])).Sum();
    }
}
