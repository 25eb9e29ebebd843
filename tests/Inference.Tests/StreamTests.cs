using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class StreamTests
{
    private int _read;

    [Test]
    public async Task Returns_every_outcome_in_order_and_reports_progress()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")));
        var progress = new Progress();
        var ids = new List<string>();
        var limits = new BatchLimits(10, long.MaxValue) { Wait = TimeSpan.FromMinutes(1) };
        await foreach (var outcome in selector.SelectAsync(Problems(25), limits, progress))
        {
            ids.Add(outcome.Selection.Id);
        }

        Assert.That(ids, Is.EqualTo(Enumerable.Range(0, 25).Select(i => $"{i}")));
        Assert.That(progress.Values, Is.EqualTo(new long[] { 10, 20, 25 }));
    }

    [TestCase(10, long.MaxValue)]
    [TestCase(int.MaxValue, 30)]
    public async Task Reads_only_a_few_batches_ahead(int problems, long characters)
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")));
        var done = 0;
        _read = 0;
        await foreach (var outcome in selector.SelectAsync(Problems(10_000), new BatchLimits(problems, characters)))
        {
            done++;
            Assert.That(_read - done, Is.LessThanOrEqualTo(50), "each problem has 3 characters, each batch 10 problems");
            if (done == 500)
            {
                break;
            }
        }
    }

    [Test]
    public void Returns_what_came_before_a_failure()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")));
        var done = 0;
        Assert.That(
            async () =>
            {
                await foreach (var outcome in selector.SelectAsync(Problems(25, breakAt: 13)))
                {
                    done++;
                }
            },
            Throws.TypeOf<InvalidDataException>());
        Assert.That(done, Is.EqualTo(13));
    }

    [Test]
    public void A_cancelled_stream_ends()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")));
        using var cancel = new CancellationTokenSource();
        var done = 0;
        Assert.That(
            async () =>
            {
                await foreach (var outcome in selector.SelectAsync(Problems(int.MaxValue), new BatchLimits(5, 100), null, cancel.Token))
                {
                    if (++done == 12)
                    {
                        await cancel.CancelAsync();
                    }
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(done, Is.InRange(12, 16), "what was decided of the batch is given");
    }

    [Test]
    public async Task Answers_a_slow_stream_line_by_line()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")));
        var lines = Channel.CreateUnbounded<Problem>();
        var outcomes = selector.SelectAsync(lines.Reader.ReadAllAsync()).GetAsyncEnumerator();
        await using (outcomes)
        {
            for (var i = 0; i < 3; i++)
            {
                lines.Writer.TryWrite(new Problem($"{i}", ["x", "y"]));
                Assert.That(await outcomes.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
                Assert.That(outcomes.Current.Selection.Id, Is.EqualTo($"{i}"));
            }

            lines.Writer.Complete();
            Assert.That(await outcomes.MoveNextAsync(), Is.False);
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Ends_a_hanging_stream_when_cancelled_or_abandoned(bool cancels)
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")));
        using var cancel = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        var outcomes = selector.SelectAsync(One(never.Task), cancellationToken: cancel.Token).GetAsyncEnumerator();
        Assert.That(await outcomes.MoveNextAsync());
        if (cancels)
        {
            var next = outcomes.MoveNextAsync().AsTask();
            await cancel.CancelAsync();
            Assert.That(async () => await next.WaitAsync(TimeSpan.FromSeconds(30)), Throws.InstanceOf<OperationCanceledException>());
        }

        await outcomes.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        never.SetResult();
    }

    [Test]
    public void A_bootstrap_can_be_cancelled()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")) { BootstrapResamples = int.MaxValue });
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.That(
            () => selector.Select(new Problem("q", ["x y", "y", "z"]), cancel.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_batch_holds_at_least_one_problem()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")));
        Assert.That(() => selector.SelectAsync(Problems(1), new BatchLimits(0, 1)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private async IAsyncEnumerable<Problem> Problems(
        int count, int breakAt = -1, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (i == breakAt)
            {
                throw new InvalidDataException();
            }

            await Task.Yield();
            Interlocked.Increment(ref _read);
            yield return new Problem($"{i}", ["x", "y", "z"]);
        }
    }

    private static async IAsyncEnumerable<Problem> One(Task thenWaitFor)
    {
        yield return new Problem("0", ["x", "y"]);
        await thenWaitFor;
    }

    private sealed class Progress : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }
}
