using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Scheduling;
using Accelerated.Inference.Scoring;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>Several callers of one model, on the fake engine: who runs when, and what one of them does to the others.</summary>
public sealed class ManyCallersTests
{
    private static readonly SamplingOptions Sampling = new() { MaxTokens = 12, Seed = 7 };
    private static readonly StepCosts NeverMix = new(0, 0, 1);

    [Test]
    public async Task Callers_draw_together_what_they_would_draw_alone([Values] bool mixed)
    {
        var model = new FakeModel { Costs = mixed ? StepCosts.AlwaysMix : NeverMix };
        var gate = Hold(model);
        using var source = model.ToSource();
        var draws = Start(source, 8, 30);
        gate.SetResult();
        var sets = await Task.WhenAll(draws);
        foreach (var (set, caller) in sets.Zip(Enumerable.Range(0, 8)))
        {
            using var alone = new FakeModel().ToSource();
            var expected = await DrawnSet.CollectAsync(alone, PromptOf(caller), 30, Sampling);
            Assert.That(
                set.Candidates.Select(candidate => candidate.Text),
                Is.EqualTo(expected.Candidates.Select(candidate => candidate.Text)),
                $"caller {caller}");
        }

        var most = model.Steps.Max(step => step.Length);
        Assert.That(most, mixed ? Is.GreaterThan(60) : Is.LessThanOrEqualTo(30), "tokens of a step");
        Assert.That(model.LiveSequences, Is.Zero);
    }

    [Test]
    public async Task Reproducible_requests_run_alone_one_after_the_other()
    {
        var model = new FakeModel();
        var gate = Hold(model);
        using var source = model.ToSource(new LLamaSharpOptions { Reproducible = true });
        var draws = Start(source, 4, 255);
        gate.SetResult();
        await Task.WhenAll(draws);
        Assert.That(
            model.Steps.Count(step => step.Distinct().Count() == 1 && step.Length > 1), Is.EqualTo(4), "each prompt in a step of its own");
        Assert.That(model.MostSequences, Is.GreaterThan(256 - ContextPlan.Newcomers), "no place is kept for others");
    }

    [Test]
    public async Task Draws_and_scorings_run_together()
    {
        var model = new FakeModel();
        var gate = Hold(model);
        using var source = model.ToSource();
        var draws = Start(source, 3, 10);
        var scores = source.ScoreAsync("cab", ["abca", "abcb", "d"]);
        gate.SetResult();
        await Task.WhenAll(draws);
        using var alone = new FakeModel().ToSource();
        Assert.That(
            (await scores).Select(score => score.LogProbability),
            Is.EqualTo((await alone.ScoreAsync("cab", ["abca", "abcb", "d"])).Select(score => score.LogProbability)));
    }

    [Test]
    public async Task A_small_request_does_not_wait_for_a_large_one([Values(128, 255, 5000)] int large)
    {
        var model = new FakeModel();
        using var source = model.ToSource();
        var drawing = new TaskCompletionSource();
        var come = new TaskCompletionSource();
        var little = new TaskCompletionSource<DrawnSet>();
        var waited = false;
        model.OnEvaluate = async (number, _) =>
        {
            if (number == 2)
            {
                drawing.SetResult();
                await come.Task;
            }
            else if (number == 2 + 1 + 12 + 1)
            {
                waited = await Task.WhenAny(little.Task, Task.Delay(5000, CancellationToken.None)) != little.Task;
            }
        };
        var much = DrawnSet.CollectAsync(source, "cab", large, Sampling with { MaxTokens = 60 });
        await drawing.Task;
        var asked = DrawnSet.CollectAsync(source, "bad", 1, Sampling);
        while (source.Waiting == 0)
        {
            await Task.Delay(1);
        }

        come.SetResult();
        little.SetResult(await asked);
        Assert.That((await much).Candidates, Has.Count.EqualTo(large));
        Assert.That(waited, Is.False, "its prompt joins the next step, and its answer takes 12 at most");
    }

    [Test]
    public async Task A_long_prompt_comes_in_parts_beside_answers_and_whole_where_it_is_alone()
    {
        var model = new FakeModel();
        using var source = model.ToSource(contextLength: 4096);
        await DrawnSet.CollectAsync(source, new string('b', 900), 1, Sampling);
        Assert.That(model.Steps.Take(2).Select(step => step.Length), Is.EqualTo(new[] { 512, 389 }));

        model.Steps.Clear();
        var drawing = new TaskCompletionSource();
        var come = new TaskCompletionSource();
        var first = model.Evaluations;
        model.OnEvaluate = async (number, _) =>
        {
            if (number == first + 2)
            {
                drawing.SetResult();
                await come.Task;
            }
        };
        var answers = DrawnSet.CollectAsync(source, "cab", 40, Sampling with { MaxTokens = 60 });
        await drawing.Task;
        var longPrompt = DrawnSet.CollectAsync(source, new string('b', 500), 1, Sampling);
        while (source.Waiting == 0)
        {
            await Task.Delay(1);
        }

        come.SetResult();
        await Task.WhenAll(answers, longPrompt);
        Assert.That(model.Steps.Max(step => step.GroupBy(sequence => sequence).Max(tokens => tokens.Count())), Is.EqualTo(128));
        Assert.That(
            model.Steps.Count(step => step.GroupBy(sequence => sequence).Any(tokens => tokens.Count() > 1) && step.Distinct().Count() > 1),
            Is.GreaterThanOrEqualTo(3));
    }

    [Test]
    public async Task Prompts_of_many_callers_come_at_once_beside_the_answers_of_one()
    {
        var model = new FakeModel();
        using var source = model.ToSource(contextLength: 4096);
        var drawing = new TaskCompletionSource();
        var come = new TaskCompletionSource();
        model.OnEvaluate = async (number, _) =>
        {
            if (number == 2)
            {
                drawing.SetResult();
                await come.Task;
            }
        };
        var answers = DrawnSet.CollectAsync(source, "cab", 4, Sampling with { MaxTokens = 60 });
        await drawing.Task;
        var prompts = Enumerable.Range(0, 4).Select(_ => DrawnSet.CollectAsync(source, new string('b', 100), 1, Sampling)).ToArray();
        while (source.Waiting < prompts.Length)
        {
            await Task.Delay(1);
        }

        come.SetResult();
        await Task.WhenAll([answers, .. prompts]);
        Assert.That(model.Steps.Skip(2).Max(step => step.Length), Is.InRange(4 * 100, 4 * 102 + 4), "tokens of a step");
    }

    [Test]
    public async Task Nobody_starves_beside_callers_that_never_stop([Values] bool mixed, [Values(1, 64)] int parallel)
    {
        var model = new FakeModel { Costs = mixed ? StepCosts.AlwaysMix : NeverMix };
        using var source = model.ToSource(new LLamaSharpOptions { BatchSize = parallel });
        using var enough = new CancellationTokenSource();
        var greedy = Enumerable.Range(0, 3).Select(_ => DrawnSet.CollectAsync(source, "cab", 1_000_000, Sampling, enough.Token)).ToArray();
        var modest = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(caller => DrawnSet.CollectAsync(source, PromptOf(caller), 3, Sampling)));
        Assert.That(modest.Select(set => set.Candidates.Count), Is.All.EqualTo(3));
        await enough.CancelAsync();
        foreach (var draw in greedy)
        {
            Assert.That(async () => await draw, Throws.InstanceOf<OperationCanceledException>());
        }
    }

    [Test]
    public async Task Sequences_and_cells_are_never_exceeded_whatever_comes([Range(1, 6)] int seed)
    {
        var random = new Random(seed);
        var model = new FakeModel { Costs = random.Next(2) == 0 ? StepCosts.AlwaysMix : new StepCosts(3000, 10, 1) };
        using var source = model.ToSource(new LLamaSharpOptions { CacheBytes = random.Next(400, 8000), BatchSize = random.Next(1, 256) });
        await Task.WhenAll(Enumerable.Range(0, 60).Select(async _ =>
        {
            var (prompt, count, longest) = (new string('c', random.Next(1, 60)), random.Next(1, 200), random.Next(1, 60));
            var scores = random.Next(4) == 0;
            await Task.Delay(random.Next(20));
            if (scores)
            {
                await source.ScoreAsync(
                    prompt,
                    [.. Enumerable.Range(0, count).Select(i => new Continuation(new string((char)('a' + i % 9), 1 + i % longest)))]);
            }
            else
            {
                Assert.That(
                    (await DrawnSet.CollectAsync(source, prompt, count, Sampling with { MaxTokens = longest })).Candidates,
                    Has.Count.EqualTo(count));
            }
        }));
        Assert.That(model.MostSequences, Is.LessThanOrEqualTo(256));
        Assert.That(model.LiveSequences, Is.Zero);
    }

    [Test]
    public async Task One_caller_that_is_cancelled_leaves_the_others_unharmed()
    {
        var model = new FakeModel();
        using var source = model.ToSource();
        using var cancellation = new CancellationTokenSource();
        var interrupted = false;
        model.OnEvaluate = async (number, token) =>
        {
            if (number == 3)
            {
                await cancellation.CancelAsync();
                interrupted = token.IsCancellationRequested;
            }
        };
        var gone = DrawnSet.CollectAsync(source, "cab", 50, Sampling, cancellation.Token);
        var stays = Start(source, 4, 20);
        Assert.That(async () => await gone, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await Task.WhenAll(stays)).Select(set => set.Candidates.Count), Is.All.EqualTo(20));
        Assert.That(interrupted, Is.False.Or.EqualTo(model.Contexts > 1), "an evaluation is interrupted only where it serves no one");
    }

    [Test]
    public async Task A_failure_in_the_middle_reaches_every_caller_and_new_work_goes_on()
    {
        var model = new FakeModel();
        var gate = Hold(model);
        using var source = model.ToSource();
        var draws = Start(source, 3, 50);
        model.OnEvaluate = async (number, _) =>
        {
            await gate.Task;
            if (number == 6)
            {
                throw new LlamaException("no room");
            }
        };
        gate.SetResult();
        foreach (var set in await Task.WhenAll(draws))
        {
            Assert.That(set.Candidates, Has.Count.InRange(1, 49));
            Assert.That(
                set.Failure!.Message, Is.EqualTo($"LLamaSharp (fake), fake.gguf failed after {set.Candidates.Count} of 50: no room"));
        }

        Assert.That((await DrawnSet.CollectAsync(source, "cab", 50, Sampling)).Failure, Is.Null);
    }

    [Test]
    public async Task A_logit_that_is_no_number_fails_only_the_caller_whose_it_is()
    {
        var model = new FakeModel { DistortAfter = tokens => tokens.Contains(9) };
        using var source = model.ToSource();
        var broken = DrawnSet.CollectAsync(source, "i", 5, Sampling);
        var whole = source.ScoreAsync("cab", ["ab", "ba"]);
        Assert.That(async () => await broken, Throws.TypeOf<SourceException>().With.Message.Contains("is NaN"));
        Assert.That(await whole, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_full_queue_answers_at_once()
    {
        var model = new FakeModel { Costs = NeverMix };
        var gate = Hold(model);
        using var source = model.ToSource(new LLamaSharpOptions { QueueLimit = 2 });
        var first = DrawnSet.CollectAsync(source, "cab", 1, Sampling);
        await Task.Run(() => SpinWait.SpinUntil(() => model.Evaluations == 1 && source.Waiting == 0, 5000));
        var waiting = Start(source, 2, 1);
        await Task.Run(() => SpinWait.SpinUntil(() => source.Waiting == 2, 5000));
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, "cab", 9, Sampling),
            Throws.TypeOf<SourceException>().With.Message.EqualTo(
                "LLamaSharp (fake), fake.gguf has 2 requests that wait, as many as LLamaSharpOptions.QueueLimit allows. Ask again later, " +
                "or raise it.")
                .And.Property("Requested").EqualTo(9));
        Assert.That(async () => await source.ScoreAsync("cab", ["a"]), Throws.TypeOf<SourceException>());
        gate.SetResult();
        await first;
        await Task.WhenAll(waiting);
        Assert.That(source.Waiting, Is.Zero);
    }

    private static TaskCompletionSource Hold(FakeModel model)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        model.OnEvaluate = (_, _) => gate.Task;
        return gate;
    }

    private static Task<DrawnSet>[] Start(LLamaSharpCandidateSource source, int callers, int count) =>
        [.. Enumerable.Range(0, callers).Select(caller => DrawnSet.CollectAsync(source, PromptOf(caller), count, Sampling))];

    private static string PromptOf(int caller) => $"cab{(char)('a' + caller % 9)}";
}
