using System.Runtime.ExceptionServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Deals rows out in blocks: an idle thread takes the next, so that a busy core delays no other.</summary>
internal static class RowBlocks
{
    /// <summary>The fewest rows of a block that repay what a kernel builds for its columns, unless the kernel sets its own.</summary>
    public const int LeastRows = 64;

    // Small enough for an idle thread to find another block.
    private const int MostRows = 1024;
    private const int BlocksPerThread = 4;

    /// <summary>Runs a job over all rows.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="threads">Threads, the caller's included.</param>
    /// <param name="job">The job.</param>
    /// <param name="cancellation">Stops the work between blocks.</param>
    /// <param name="leastRows">Fewest rows of a block, such as <see cref="IPairKernel.LeastRows"/>.</param>
    /// <param name="mostRows">Most rows of a block.</param>
    public static void Run(
        int rows, int threads, IRowJob job, CancellationToken cancellation, int leastRows = LeastRows, int mostRows = MostRows)
    {
        var block = threads == 1
            ? mostRows
            : Math.Clamp((rows + threads * BlocksPerThread - 1) / (threads * BlocksPerThread), leastRows, mostRows);
        Deal((rows + block - 1) / block, threads, k => job.Run(k * block, Math.Min(block, rows - k * block)), cancellation);
    }

    /// <summary>Runs <paramref name="work"/> for 0..count-1, each once, in any order.</summary>
    public static void Deal(int count, int threads, Action<int> work, CancellationToken cancellation)
    {
        if (threads == 1 || count <= 1)
        {
            for (var k = 0; k < count; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                work(k);
            }

            return;
        }

        // A thread that has not started when the work is done is not waited for: waking a thread can take longer than a small job.
        var next = 0;
        var running = new CountdownEvent(1); // not disposed: a late thread reads it
        Exception? failure = null;
        for (var others = Math.Min(threads, count) - 1; others > 0; others--)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => Join(), null);
        }

        Take();
        running.Signal();
        for (var spin = new SpinWait(); !running.IsSet && spin.Count < 200;)
        {
            spin.SpinOnce(-1);
        }

        running.Wait(CancellationToken.None);
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        cancellation.ThrowIfCancellationRequested();

        void Join()
        {
            if (running.TryAddCount())
            {
                Take();
                running.Signal();
            }
        }

        void Take()
        {
            try
            {
                for (int k; !cancellation.IsCancellationRequested && (k = Interlocked.Increment(ref next) - 1) < count;)
                {
                    work(k);
                }
            }
            catch (Exception error)
            {
                // The others stop at their next block; the first failure is reported.
                Interlocked.CompareExchange(ref failure, error, null);
                Interlocked.Exchange(ref next, count);
            }
        }
    }
}
