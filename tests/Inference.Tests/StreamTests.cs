using System.Runtime.CompilerServices;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class StreamTests
{
    private int _read;

    [Test]
    public async Task A_stream_gives_every_outcome_in_order_and_tells_how_far_it_is()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")));
        var told = new Told();
        var ids = new List<string>();
        await foreach (var outcome in selector.SelectAsync(Problems(25), new BatchLimits(10, long.MaxValue), told))
        {
            ids.Add(outcome.Selection.Id);
        }

        Assert.That(ids, Is.EqualTo(Enumerable.Range(0, 25).Select(i => $"{i}")));
        Assert.That(told.Values, Is.EqualTo(new long[] { 10, 20, 25 }));
    }

    [TestCase(10, long.MaxValue)]
    [TestCase(int.MaxValue, 30)]
    public async Task A_stream_reads_a_few_batches_ahead_and_no_more(int problems, long characters)
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
    public void A_stream_that_breaks_gives_what_came_before_it()
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
        Assert.That(done, Is.EqualTo(15), "a batch that is done is given whole");
    }

    [Test]
    public void A_batch_holds_at_least_one_problem()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")));
        Assert.That(() => selector.SelectAsync(Problems(1), new BatchLimits(0, 1)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private async IAsyncEnumerable<Problem> Problems(int count, int breakAt = -1, [EnumeratorCancellation] CancellationToken cancellation = default)
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

    private sealed class Told : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }
}
