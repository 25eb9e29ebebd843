using Accelerated.Inference.Chat;

namespace Accelerated.Inference.Tests;

public sealed class CallLimiterTests
{
    [Test]
    public async Task Callers_enter_in_order_as_others_leave()
    {
        var limiter = new CallLimiter();
        var entering = Enumerable.Range(0, 5).Select(_ => limiter.EnterAsync(2, default)).ToArray();
        Assert.That(entering.Count(task => task.IsCompleted), Is.EqualTo(2));
        limiter.Leave();
        await entering[2];
        Assert.That(entering[3].IsCompleted, Is.False);
    }

    [Test]
    public async Task A_cancelled_caller_frees_its_slot()
    {
        var limiter = new CallLimiter();
        using var cancellation = new CancellationTokenSource();
        await limiter.EnterAsync(2, default);
        var narrow = limiter.EnterAsync(1, cancellation.Token);
        var wide = limiter.EnterAsync(2, default);
        Assert.That(wide.IsCompleted, Is.False, "first come, first served");
        await cancellation.CancelAsync();
        await wide;
        Assert.That(async () => await narrow, Throws.InstanceOf<OperationCanceledException>());
    }
}
