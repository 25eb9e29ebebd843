using System.Diagnostics;

namespace Accelerated.Inference;

/// <summary>
/// Collects a stream of problems into batches, one ahead of the batch that is computed. A batch is ready when it is full, or some time
/// after its first problem, so that a slow stream is answered line by line. For one producer and one consumer.
/// </summary>
/// <param name="limits">The size of a batch.</param>
internal sealed class BatchBuffer(BatchLimits limits) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly SemaphoreSlim _taken = new(0);
    private List<Problem> _open = [];
    private long _characters;
    private long _opened;
    private bool _isFull;
    private bool _isOver;
    private Exception? _error;

    /// <summary>
    /// Reads the stream to its end, one batch ahead. Its errors are thrown by <see cref="TakeAsync"/>, after the batches before them.
    /// </summary>
    public async Task ReadAsync(IAsyncEnumerable<Problem> problems, CancellationToken cancellation)
    {
        try
        {
            await foreach (var problem in problems.WithCancellation(cancellation).ConfigureAwait(false))
            {
                while (!TryAdd(problem))
                {
                    await _taken.WaitAsync(cancellation).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e)
        {
            _error = e;
        }

        lock (_lock)
        {
            _isOver = true;
        }

        _arrived.Release();
    }

    /// <summary>The next batch; null at the end.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, even while the stream waits.</exception>
    public async ValueTask<List<Problem>?> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var wait = Timeout.InfiniteTimeSpan;
            lock (_lock)
            {
                if (_open.Count > 0)
                {
                    wait = limits.Wait - Stopwatch.GetElapsedTime(_opened);
                    if (_isFull || _isOver || wait <= TimeSpan.Zero)
                    {
                        return Take();
                    }
                }
                else if (_isOver)
                {
                    return _error is null ? null : throw _error;
                }
            }

            await _arrived.WaitAsync(wait, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _arrived.Dispose();
        _taken.Dispose();
    }

    private bool TryAdd(Problem? problem)
    {
        var length = problem is null ? 0 : ProblemSize.Of(problem.Candidates) + ProblemSize.Of(problem.References);
        lock (_lock)
        {
            if (_open.Count > 0 && (_open.Count >= limits.Problems || _characters + length > limits.Characters))
            {
                SetFull();
                return false;
            }

            _open.Add(problem!);
            _characters += length;
            if (_open.Count == 1)
            {
                _opened = Stopwatch.GetTimestamp();
                _arrived.Release();
            }

            if (_open.Count == limits.Problems)
            {
                SetFull();
            }

            return true;
        }
    }

    private void SetFull()
    {
        if (!_isFull)
        {
            _isFull = true;
            _arrived.Release();
        }
    }

    private List<Problem> Take()
    {
        var batch = _open;
        (_open, _characters, _isFull) = ([], 0, false);
        _taken.Release();
        return batch;
    }
}
