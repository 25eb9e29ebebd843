using Accelerated.Inference.LLamaSharp.Engine;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>The number of threads that is chosen where none is asked for.</summary>
public sealed class ThreadTests
{
    [TestCase(1, new[] { 1 })]
    [TestCase(2, new[] { 1, 2 })]
    [TestCase(3, new[] { 1, 3, 2 })]
    [TestCase(12, new[] { 6, 12, 1, 2, 4, 8 })]
    public void Half_of_the_processors_and_all_are_timed_first_and_then_powers_of_two(int processors, int[] candidates)
    {
        Assert.That(ThreadMeasurement.Candidates(processors), Is.EqualTo(candidates));
    }

    [Test]
    public void The_fewest_threads_among_the_fastest_are_chosen()
    {
        Assert.That(ThreadMeasurement.Fastest([(4, 1.02), (8, 1), (1, 3)]), Is.EqualTo(4));
        Assert.That(ThreadMeasurement.Fastest([(4, 1.2), (8, 1), (1, 3)]), Is.EqualTo(8));
        Assert.That(ThreadMeasurement.Fastest([(4, 1)]), Is.EqualTo(4));
    }

    [Test]
    public async Task The_choice_is_measured_when_the_model_is_loaded_and_told()
    {
        using var measured = await SmallModel.OpenAsync(SmallModel.Exact with { Threads = null });
        Assert.That(ThreadMeasurement.Candidates(Environment.ProcessorCount), Has.Member(measured.Threads));
        using var asked = await SmallModel.OpenAsync(SmallModel.Exact with { Threads = 2 });
        Assert.That(asked.Threads, Is.EqualTo(2));
    }
}
