using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Metrics;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>Drawing on the fake engine: what is drawn, what it costs, and what happens when it goes wrong.</summary>
public sealed class DrawingTests
{
    private static readonly SamplingOptions Sampling = new() { MaxTokens = 12, Seed = 7 };

    [Test]
    public async Task A_candidate_is_the_same_however_many_are_drawn_and_at_once([Values(1, 3, 64, 255)] int parallel)
    {
        var alone = await DrawAsync(new FakeModel(), 40, new LLamaSharpOptions { BatchSize = 1 });
        var together = await DrawAsync(new FakeModel(), 300, new LLamaSharpOptions { BatchSize = parallel });
        Assert.That(together.Select(candidate => candidate.Index), Is.EqualTo(Enumerable.Range(0, 300)));
        Assert.That(together.Take(40).Select(candidate => candidate.Text), Is.EqualTo(alone.Select(candidate => candidate.Text)));
    }

    [Test]
    public async Task Log_probabilities_are_those_of_the_tokens_drawn()
    {
        foreach (var candidate in await DrawAsync(new FakeModel(), 100))
        {
            Assert.That(
                candidate.LogProbability,
                Is.EqualTo(LogProbability("cab", candidate.Tokens!)).Within(1e-5),
                $"candidate {candidate.Index}");
            Assert.That(
                candidate.Finish, Is.EqualTo(candidate.Tokens![^1] == FakeModel.End ? FinishReason.EndOfText : FinishReason.Length));
        }
    }

    [Test]
    public async Task The_prompt_is_evaluated_once_and_a_last_token_never()
    {
        var model = new FakeModel();
        var drawn = await DrawAsync(model, 300, new LLamaSharpOptions { BatchSize = 20 });
        Assert.That(model.EvaluatedTokens, Is.EqualTo("<cab".Length + drawn.Sum(candidate => candidate.Tokens!.Count - 1)));
        Assert.That(model.MostSequences, Is.EqualTo(21));
        Assert.That(model.LiveSequences, Is.Zero);
    }

    [Test]
    public async Task Many_thousands_are_drawn_within_256_sequences()
    {
        var model = new FakeModel();
        Assert.That(await DrawAsync(model, 10_000), Has.Count.EqualTo(10_000));
        Assert.That(model.MostSequences, Is.EqualTo(256 - ContextPlan.Newcomers));
    }

    [Test]
    public async Task A_short_cache_draws_fewer_at_once()
    {
        var model = new FakeModel();
        Assert.That(await DrawAsync(model, 50, new LLamaSharpOptions { CacheBytes = 2 * (4 + 16 + 3 * 12 + 5) }), Has.Count.EqualTo(50));
        Assert.That(model.MostSequences, Is.EqualTo(1 + 3));
    }

    [Test]
    public async Task Candidates_come_as_soon_as_they_are_finished()
    {
        using var source = new FakeModel
        {
            OnEvaluate = async (number, cancellation) => await Task.Delay(number > 6 ? Timeout.Infinite : 0, cancellation),
        }.ToSource();
        var shortest = 0;
        await foreach (var candidate in source.DrawAsync("cab", 200, Sampling))
        {
            Assert.That(candidate.Tokens!, Has.Count.LessThanOrEqualTo(6));
            if (++shortest == 20)
            {
                break;
            }
        }

        Assert.That(shortest, Is.EqualTo(20));
    }

    [Test]
    public async Task A_failure_half_way_keeps_what_was_drawn_and_the_next_call_works()
    {
        var model = new FakeModel { OnEvaluate = (number, _) => number == 5 ? throw new LlamaException("no room") : Task.CompletedTask };
        using var source = model.ToSource();
        var set = await DrawnSet.CollectAsync(source, "cab", 100, Sampling);
        Assert.That(set.Candidates, Has.Count.InRange(1, 99));
        Assert.That(set.Failure!.Message, Is.EqualTo($"LLamaSharp (fake), fake.gguf failed after {set.Candidates.Count} of 100: no room"));
        Assert.That(set.Failure.Drawn, Is.EqualTo(set.Candidates.Count));

        model.OnEvaluate = (_, _) => Task.CompletedTask;
        Assert.That((await DrawnSet.CollectAsync(source, "cab", 100, Sampling)).Failure, Is.Null);
        Assert.That(model.Contexts, Is.EqualTo(2), "a context that failed is not used again");
    }

    [Test]
    public void A_logit_that_is_no_number_is_a_failure_of_the_source()
    {
        using var source = new FakeModel { Distort = _ => float.NaN }.ToSource();
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, "cab", 3, Sampling),
            Throws.TypeOf<SourceException>().With.Message.StartsWith(
                "LLamaSharp (fake), fake.gguf failed after 0 of 3: The logit of token 0 is NaN")
                .And.InnerException.TypeOf<SamplingException>());
    }

    [Test]
    public async Task Cancellation_does_not_wait_for_an_engine_that_hangs()
    {
        var hangs = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var model = new FakeModel
        {
            OnEvaluate = async (_, _) =>
            {
                hangs.TrySetResult();
                await release.Task;
            },
        };
        using var source = model.ToSource();
        using var cancellation = new CancellationTokenSource();
        var draw = DrawnSet.CollectAsync(source, "cab", 3, Sampling, cancellation.Token);
        await hangs.Task;
        await cancellation.CancelAsync();
        Assert.That(async () => await draw, Throws.InstanceOf<OperationCanceledException>());
        release.SetResult();
        Assert.That((await DrawnSet.CollectAsync(source, "cab", 3, Sampling)).Candidates, Has.Count.EqualTo(3), "the source goes on");
    }

    [Test]
    public async Task Cancellation_reaches_the_engine()
    {
        using var cancellation = new CancellationTokenSource();
        var interrupted = new TaskCompletionSource();
        var model = new FakeModel
        {
            OnEvaluate = async (_, token) =>
            {
                token.Register(interrupted.SetResult);
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            },
        };
        using var source = model.ToSource();
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, "cab", 3, Sampling, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
        await interrupted.Task;
    }

    [Test]
    public async Task A_source_that_is_disposed_half_way_says_so_and_frees_the_model()
    {
        var model = new FakeModel();
        var source = model.ToSource();
        model.OnEvaluate = (number, token) =>
        {
            if (number == 4)
            {
                _ = Task.Run(source.Dispose, CancellationToken.None);
                return Task.Delay(Timeout.Infinite, token);
            }

            return Task.CompletedTask;
        };
        var set = await DrawnSet.CollectAsync(source, "cab", 100, Sampling);
        Assert.That(
            set.Failure!.Message,
            Is.EqualTo(
                $"LLamaSharp (fake), fake.gguf was disposed after {set.Candidates.Count} of 100. Dispose it when nothing is under way."));
        source.Dispose();
        Assert.That(model.IsDisposed);
        Assert.That(async () => await DrawnSet.CollectAsync(source, "cab", 1, Sampling), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_prompt_that_cannot_be_evaluated_is_refused()
    {
        using var source = new FakeModel().ToSource();
        void Refused(Prompt prompt, string message) =>
            Assert.That(
                async () => await DrawnSet.CollectAsync(source, prompt, 1, Sampling),
                Throws.TypeOf<PromptException>().With.Message.EqualTo(message));
        Refused("", "The prompt is empty; there is nothing to answer. Give it a text.");
        Refused(new Prompt("cab") { Tokens = [] }, "The prompt is empty; there is nothing to answer. Give it a text.");
        Refused(
            new Prompt("cab") { Tokens = [1, 12] },
            "The prompt has the token id 12; expected 0 to 11. Encode the text with the model's tokenizer.");
        Refused(
            new string('a', 127),
            "The prompt has 128 tokens and at least 1 must follow it; the context of fake.gguf has 128. Shorten the prompt, or let its " +
            "beginning be dropped (PromptOverflow.TruncateLeft).");
    }

    [Test]
    public async Task A_prompt_that_leaves_little_room_draws_what_fits()
    {
        using var source = new FakeModel().ToSource();
        var drawn = (await DrawnSet.CollectAsync(source, new string('a', 120), 40, Sampling)).Candidates;
        Assert.That(drawn.Select(candidate => candidate.Tokens!.Count), Is.All.AtMost(7));
        Assert.That(
            drawn.Where(
                candidate => candidate.Tokens!.Count == 7 && candidate.Tokens[6] != FakeModel.End).Select(candidate => candidate.Finish),
            Is.Not.Empty.And.All.EqualTo(FinishReason.ContextFull));
    }

    [Test]
    public async Task A_prompt_that_is_too_long_loses_its_beginning_where_that_is_asked_for()
    {
        using var source = new FakeModel().ToSource(new LLamaSharpOptions { Overflow = PromptOverflow.TruncateLeft });
        var drawn = (await DrawnSet.CollectAsync(source, new string('a', 200), 4, Sampling)).Candidates;
        Assert.That(drawn.Select(candidate => candidate.DroppedPromptTokens), Is.All.EqualTo(201 - (128 - 12)));
    }

    [Test]
    public async Task A_stop_token_ends_an_answer_and_is_no_part_of_its_text()
    {
        using var source = new FakeModel().ToSource();
        var drawn = (await DrawnSet.CollectAsync(source, "cab", 100, Sampling with { StopTokens = [3] })).Candidates;
        Assert.That(drawn.Select(candidate => candidate.Text), Is.All.Not.Contains("c"));
        Assert.That(
            drawn.Where(candidate => candidate.Tokens!.Contains(3)).Select(candidate => (candidate.Finish, candidate.Tokens![^1])),
            Is.Not.Empty.And.All.EqualTo((FinishReason.StopString, 3)));
    }

    [Test]
    public void A_count_or_option_outside_its_range_is_refused_before_anything_is_drawn()
    {
        using var source = new FakeModel().ToSource();
        Assert.That(() => source.DrawAsync("cab", 0, Sampling), Throws.TypeOf<OptionException>());
        Assert.That(() => source.DrawAsync("cab", 1, Sampling with { Temperature = -1 }), Throws.TypeOf<OptionException>());
        Assert.That(() => source.DrawAsync(null!, 1, Sampling), Throws.ArgumentNullException);
    }

    private static async Task<IReadOnlyList<DrawnCandidate>> DrawAsync(FakeModel model, int count, LLamaSharpOptions? options = null)
    {
        using var source = model.ToSource(options);
        return (await DrawnSet.CollectAsync(source, "cab", count, Sampling)).Candidates;
    }

    private static double LogProbability(string prompt, IReadOnlyList<int> tokens)
    {
        int[] before = [FakeModel.Start, .. prompt.Select(letter => letter - 'a' + 1)];
        return tokens.Select((token, i) => Math.Log(FakeModel.Probabilities([.. before, .. tokens.Take(i)])[token])).Sum();
    }
}
