using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Accelerated.Cli.Input;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>Processes several prompts at once and returns the results in the prompts' order, with a few in memory at a time.</summary>
internal static class PromptRun
{
    // One more prompt than cores, so that no worker of the model idles while the next prompt starts.
    private static readonly int InFlight = Environment.ProcessorCount + 1;

    /// <summary>Runs <paramref name="work"/> for each item; an item that fails is reported as a bad line.</summary>
    public static async IAsyncEnumerable<(PromptItem Item, TResult Result)> RunAsync<TResult>(
        PromptFile prompts,
        BadLines bad,
        Func<PromptItem, CancellationToken, Task<TResult>> work,
        [EnumeratorCancellation] CancellationToken cancellation)
        where TResult : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var options = new BoundedChannelOptions(InFlight) { SingleReader = true, SingleWriter = true };
        var running = Channel.CreateBounded<(PromptItem Item, Task<TResult> Work)>(options);
        var reading = Task.Run(() => FeedAsync(prompts, running.Writer, work, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var (item, task) in running.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                TResult? result = null;
                try
                {
                    result = await task.ConfigureAwait(false);
                }
                catch (Exception e) when (e is PromptException or SourceException or DecodingException or CandidateException)
                {
                    bad.Report(item.Line, e.Message);
                }

                if (result is not null)
                {
                    yield return (item, result);
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (running.Reader.TryRead(out var left))
            {
                await ((Task)left.Work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task FeedAsync<TResult>(
        PromptFile prompts,
        ChannelWriter<(PromptItem Item, Task<TResult> Work)> running,
        Func<PromptItem, CancellationToken, Task<TResult>> work,
        CancellationToken cancellation)
    {
        try
        {
            await foreach (var item in prompts.ReadAsync(cancellation).ConfigureAwait(false))
            {
                await running.WaitToWriteAsync(cancellation).ConfigureAwait(false);
                var task = Task.Run(() => work(item, cancellation), CancellationToken.None);
                await running.WriteAsync((item, task), cancellation).ConfigureAwait(false);
            }

            running.Complete();
        }
        catch (Exception e)
        {
            running.Complete(e); // the reader rethrows it
        }
    }
}
