using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Gguf;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>The size of a context: enough for the worst case, never more than llama.cpp stands.</summary>
public sealed class ContextPlanTests
{
    private static readonly ContextLimits Limits = new(Length: 4096, Cells: 100_000, Parallel: 255);

    [TestCase(50, 64, 14, 1024, 65)]
    [TestCase(50, 1, 14, 256, 2)]
    [TestCase(50, 10_000, 14, 3840, 256)]
    [TestCase(4095, 64, 1, 4352, 65)]
    public void A_plan_holds_prompt_and_answers_at_their_longest(int prompt, int count, int longest, int cells, int sequences)
    {
        Assert.That(ContextPlan.Of([(prompt, count, longest)], Limits), Is.EqualTo(new ContextPlan(cells, sequences, 512)));
    }

    [Test]
    public void A_plan_for_several_holds_as_many_as_the_limits_allow()
    {
        Assert.That(ContextPlan.Of([(50, 64, 14), (30, 1, 10)], Limits), Is.EqualTo(new ContextPlan(1024, 67, 512)));
        Assert.That(ContextPlan.Of([(50, 200, 14), (50, 200, 14)], Limits).Sequences, Is.EqualTo(256));
        Assert.That(
            ContextPlan.Of([(50, 4, 100), (50, 4, 100)], Limits with { Cells = 620 }).Cells,
            Is.EqualTo(768),
            "the second has the place of one answer");
    }

    [Test]
    public void Room_is_kept_for_those_that_come_later_as_far_as_the_limits_allow()
    {
        var plan = new ContextPlan(1024, 65, 512);
        Assert.That(plan.WithRoom(Limits), Is.EqualTo(new ContextPlan(1280, 81, 512)));
        Assert.That(plan.WithRoom(Limits with { Cells = 1100 }), Is.EqualTo(plan));
        Assert.That(plan.Doubled(Limits), Is.EqualTo(new ContextPlan(2048, 130, 512)));
        Assert.That(plan.Doubled(Limits with { Cells = 1100 }), Is.EqualTo(new ContextPlan(1280, 130, 512)));
        Assert.That(new ContextPlan(99_840, 256, 512).Doubled(Limits), Is.EqualTo(new ContextPlan(100_096, 256, 512)));
    }

    [Test]
    public void Every_plan_keeps_the_limits()
    {
        var random = new Random(20);
        for (var i = 0; i < 10_000; i++)
        {
            var limits = new ContextLimits(random.Next(2, 10_000), random.Next(1, 1_000_000), random.Next(1, 256));
            var (prompt, count, longest) = (random.Next(1, 2000), random.Next(1, 2000), random.Next(1, 2000));
            ContextPlan plan;
            try
            {
                plan = ContextPlan.Of([(prompt, count, longest)], limits);
            }
            catch (PromptException)
            {
                Assert.That(prompt + longest + 16 > limits.Cells, $"case {i} of seed 20 fits and is refused");
                continue;
            }

            Assert.That(plan.Sequences, Is.InRange(2, 256), $"case {i} of seed 20");
            Assert.That(plan.Sequences - 1, Is.LessThanOrEqualTo(Math.Min(count, limits.Parallel)));
            Assert.That(plan.Cells, Is.GreaterThanOrEqualTo(prompt + (plan.Sequences - 1) * longest));
            Assert.That(plan.Cells, Is.LessThan(limits.Cells + 256));
            Assert.That(plan.Batch, Is.GreaterThanOrEqualTo(plan.Sequences));
        }
    }

    [Test]
    public void A_cache_too_small_for_one_answer_is_refused()
    {
        Assert.That(
            () => ContextPlan.Of([(50, 64, 100)], Limits with { Cells = 165 }),
            Throws.TypeOf<PromptException>().With.Message.EqualTo(
                "The cache holds 165 tokens; this prompt and one answer need 166. Raise LLamaSharpOptions.CacheBytes or lower the tokens " +
                "to draw."));
        Assert.That(ContextPlan.Of([(50, 64, 100)], Limits with { Cells = 166 }).Sequences, Is.EqualTo(2));
    }

    [Test]
    public void A_context_that_replaces_another_serves_both()
    {
        var wide = new ContextPlan(1024, 200, 512);
        var deep = new ContextPlan(4096, 20, 512);
        Assert.That(wide.Covers(deep), Is.False);
        Assert.That(wide.Join(deep, Limits), Is.EqualTo(new ContextPlan(4096, 200, 512)));
        Assert.That(wide.Join(deep, Limits).Covers(wide));
    }

    [Test]
    public void Limits_come_from_the_model_and_the_options()
    {
        var header = new GgufHeader("toy", 2048, CacheNumbersPerToken: 512, new GgufTokens([]), 1);
        Assert.That(ContextLimits.Of(header, new LLamaSharpOptions()), Is.EqualTo(new ContextLimits(2048, 2 << 20, 255)));
        Assert.That(
            ContextLimits.Of(header, new LLamaSharpOptions { Cache = CachePrecision.Exact }),
            Is.EqualTo(new ContextLimits(2048, 1 << 20, 255)));
        Assert.That(
            ContextLimits.Of(header, new LLamaSharpOptions { ContextLength = 99, CacheBytes = 10_240, BatchSize = 3 }),
            Is.EqualTo(new ContextLimits(99, 10, 3)));
    }
}
