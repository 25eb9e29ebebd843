namespace Accelerated.Inference.Chat;

/// <summary>Limits the concurrent calls of one client; callers wait in the order of arrival.</summary>
internal sealed class CallLimiter
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(int Limit, TaskCompletionSource Entered)> _waiting = [];
    private int _underWay;

    /// <summary>Waits until fewer than <paramref name="limit"/> calls run, and begins one.</summary>
    public async Task EnterAsync(int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<(int Limit, TaskCompletionSource Entered)> waiter;
        lock (_lock)
        {
            if (_waiting.Count == 0 && _underWay < limit)
            {
                _underWay++;
                return;
            }

            waiter = _waiting.AddLast((limit, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        using var leaving = cancellationToken.UnsafeRegister(_ => GiveUp(waiter, cancellationToken), null);
        await waiter.Value.Entered.Task.ConfigureAwait(false);
    }

    /// <summary>Ends a call.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _underWay--;
            Admit();
        }
    }

    private void GiveUp(LinkedListNode<(int Limit, TaskCompletionSource Entered)> waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (waiter.List is not null)
            {
                _waiting.Remove(waiter);
                waiter.Value.Entered.SetCanceled(cancellationToken);
                Admit(); // the next waiter may have a larger limit
            }
        }
    }

    private void Admit()
    {
        while (_waiting.First is { } first && _underWay < first.Value.Limit)
        {
            _waiting.RemoveFirst();
            _underWay++;
            first.Value.Entered.SetResult();
        }
    }
}
