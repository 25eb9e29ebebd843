namespace Accelerated.Inference.Chat;

/// <summary>Bounds the calls that are under way at one client, whoever makes them; callers enter in the order in which they came.</summary>
internal sealed class CallLimiter
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(int Limit, TaskCompletionSource Entered)> _waiting = [];
    private int _underWay;

    /// <summary>Waits until fewer calls than <paramref name="limit"/> are under way, and begins one.</summary>
    public async Task EnterAsync(int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<(int Limit, TaskCompletionSource Entered)> place;
        lock (_lock)
        {
            if (_waiting.Count == 0 && _underWay < limit)
            {
                _underWay++;
                return;
            }

            place = _waiting.AddLast((limit, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        using var leaving = cancellationToken.UnsafeRegister(_ => GiveUp(place, cancellationToken), null);
        await place.Value.Entered.Task.ConfigureAwait(false);
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

    private void GiveUp(LinkedListNode<(int Limit, TaskCompletionSource Entered)> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (place.List is not null)
            {
                _waiting.Remove(place);
                place.Value.Entered.SetCanceled(cancellationToken);
                Admit(); // whoever stood behind may have a wider limit
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
