using System.Collections.Concurrent;
using Accelerated.Inference.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;

namespace Accelerated.Inference.OnnxRuntime.Decoding;

/// <summary>The workers of a model: how many calls run in it at a time, each with memory of its own.</summary>
/// <param name="model">The model.</param>
/// <param name="name">What is named where a call comes too late.</param>
internal sealed class WorkerPool(DecoderModel model, string name) : IDisposable
{
    private readonly SemaphoreSlim _workers = new(model.Workers);
    private readonly ConcurrentBag<DecodingRows> _idle = [];
    private readonly CancellationTokenSource _closing = new();
    private int _disposed;

    /// <summary>Cancelled when the pool is disposed.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>
    /// Runs native code on a thread of the runtime's pool with a worker's own memory; it is told to stop where the caller cancels.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public async Task<TResult> RunAsync<TResult>(Func<DecodingRows, RunOptions, TResult> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed == 1, name);
        await _workers.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_idle.TryTake(out var rows))
            {
                rows = new DecodingRows(model);
            }

            try
            {
                using var run = new RunOptions();
                using var stop = cancellationToken.Register(() => run.Terminate = true);
                return await Task.Run(() => work(rows, run), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _idle.Add(rows);
            }
        }
        finally
        {
            _workers.Release();
        }
    }

    /// <summary>Ends what is under way, waits for it, and frees the workers' memory.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        _closing.Cancel();
        for (var worker = 0; worker < model.Workers; worker++)
        {
            _workers.Wait(); // native memory is in use until the worker has ended
        }

        foreach (var rows in _idle)
        {
            rows.Dispose();
        }
    }
}
