using Accelerated.Inference.LLamaSharp.Drawing;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>What goes wrong for one caller, or for a measurement, leaves the others as they are.</summary>
public sealed class ServingFaultTests
{
    [Test, CancelAfter(8000)]
    public async Task A_context_that_replaces_a_smaller_one_holds_what_it_is_made_for()
    {
        var model = new FakeModel();
        using var source = model.ToSource(new LLamaSharpOptions { CacheBytes = 2000 }, contextLength: 1000);
        await DrawnSet.CollectAsync(source, "ab", 1, new SamplingOptions { MaxTokens = 4, Seed = 1 });
        var set = await DrawnSet.CollectAsync(source, new string('a', 600), 1, new SamplingOptions { MaxTokens = 300, Seed = 1 });
        Assert.That(set.Failure, Is.Null, set.Failure?.Message);
    }

    [Test, CancelAfter(8000)]
    public void A_plan_that_joins_another_still_covers_what_it_was_made_for()
    {
        var limits = new ContextLimits(1000, 1000, 255);
        var plan = ContextPlan.Of([(501, 1, 400)], limits);
        Assert.That(plan.Join(new ContextPlan(512, 18, 512), limits).Covers(plan));
    }

    [Test, CancelAfter(8000)]
    public async Task A_context_made_for_one_answer_draws_several_at_once_for_the_next_request()
    {
        var model = new FakeModel();
        using var source = model.ToSource(new LLamaSharpOptions(), contextLength: 1000);
        var sampling = new SamplingOptions { MaxTokens = 6, Seed = 1 };
        await DrawnSet.CollectAsync(source, "ab", 1, sampling);
        var before = model.Evaluations;
        await DrawnSet.CollectAsync(source, "ab", 8, sampling);
        Assert.That(model.Evaluations - before, Is.AtMost(6), "one step a token, whatever the context was made for");
    }

    [Test, CancelAfter(8000)]
    public async Task A_request_too_large_for_memory_does_not_end_one_that_waits()
    {
        var model = new FakeModel { OnCreate = plan => _ = plan.Cells > 600 ? throw new LlamaException("no memory") : 0 };
        using var source = model.ToSource(new LLamaSharpOptions { Reproducible = true }, contextLength: 1000);
        var hold = new TaskCompletionSource();
        model.OnEvaluate = (n, _) => n == 1 ? hold.Task : Task.CompletedTask;
        var sampling = new SamplingOptions { MaxTokens = 4, Seed = 1 };
        var first = DrawnSet.CollectAsync(source, "ab", 1, sampling);
        await Until(() => model.Evaluations > 0);
        var large = DrawnSet.CollectAsync(source, new string('a', 500), 1, sampling);
        await Until(() => source.Waiting >= 1);
        var small = DrawnSet.CollectAsync(source, "abc", 1, sampling);
        await Until(() => source.Waiting >= 2);
        hold.SetResult();
        await first;
        Assert.That(async () => await large, Throws.TypeOf<SourceException>());
        await small;
    }

    [Test, CancelAfter(8000)]
    public async Task A_measurement_that_fails_does_not_end_those_that_run()
    {
        var model = new FakeModel { OnMeasure = _ => throw new LlamaException("no memory") };
        using var source = model.ToSource();
        var hold = new TaskCompletionSource();
        model.OnEvaluate = (n, _) => n == 1 ? hold.Task : Task.CompletedTask;
        var sampling = new SamplingOptions { MaxTokens = 4, Seed = 1 };
        var first = DrawnSet.CollectAsync(source, "ab", 1, sampling);
        await Until(() => model.Evaluations > 0);
        var second = DrawnSet.CollectAsync(source, "abc", 1, sampling);
        await Until(() => source.Waiting >= 1);
        hold.SetResult();
        await first;
        await second;
    }

    private static async Task Until(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(5);
        }
    }
}
