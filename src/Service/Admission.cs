using System.Diagnostics;

namespace Accelerated.Service;

/// <summary>
/// Lets requests in: so many are worked on at once, so many wait in order, each for a limited time, and none once the service closes.
/// Safe for concurrent callers.
/// </summary>
internal sealed class Admission(ServiceLimits limits) : IDisposable
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2); // for what was cut short to say so

    private readonly SemaphoreSlim _slots = new(limits.Parallel);
    private readonly CancellationTokenSource _cut = new();
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;
    private int _waiting;
    private double _seconds = 1; // that a request usually takes
    private bool _isClosed;

    /// <summary>Whether new requests are refused.</summary>
    public bool IsClosed => Volatile.Read(ref _isClosed);

    /// <summary>Requests that wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Requests that have come in and are not answered yet.</summary>
    public int Inside => Volatile.Read(ref _inside);

    /// <summary>Lets a request in; its time begins.</summary>
    /// <param name="caller">Cancelled where the caller leaves.</param>
    /// <exception cref="RequestException">The service is closed.</exception>
    public Visit Enter(CancellationToken caller)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                throw Closed();
            }

            _inside++;
        }

        return new Visit(this, caller);
    }

    /// <summary>Refuses new requests, and waits for those in progress; what takes longer than the limit is cut short.</summary>
    public async Task CloseAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            if (_inside == 0)
            {
                _empty.TrySetResult();
            }
        }

        if (await Task.WhenAny(_empty.Task, Task.Delay(limits.Stop)).ConfigureAwait(false) != _empty.Task)
        {
            await _cut.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(_empty.Task, Task.Delay(s_grace)).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
        _cut.Dispose();
    }

    private static RequestException Closed() =>
        new(503, "stopping", "The service is stopping and takes no new requests. Ask again once it has restarted.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    private async Task WaitAsync(CancellationToken cancellation)
    {
        if (_slots.Wait(0, CancellationToken.None))
        {
            return;
        }

        if (Interlocked.Increment(ref _waiting) > limits.Queue)
        {
            Interlocked.Decrement(ref _waiting);
            throw new RequestException(
                429,
                "queue_full",
                FormattableString.Invariant($"{limits.Parallel} requests are worked on and {limits.Queue} wait, which is the most. ")
                + "Ask again after the seconds of 'Retry-After', or ask the operator for a longer queue.")
            {
                RetryAfter = TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(_seconds * limits.Queue / limits.Parallel), 1, 60)),
            };
        }

        ServiceTelemetry.Waiting.Add(1);
        try
        {
            await _slots.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            ServiceTelemetry.Waiting.Add(-1);
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_inside == 0 && _isClosed)
            {
                _empty.TrySetResult();
            }
        }
    }

    /// <summary>A request on its way; disposed once it is answered.</summary>
    public sealed class Visit : IDisposable
    {
        private readonly Admission _admission;
        private readonly CancellationToken _caller;
        private readonly CancellationTokenSource _time;

        internal Visit(Admission admission, CancellationToken caller)
        {
            (_admission, _caller) = (admission, caller);
            _time = CancellationTokenSource.CreateLinkedTokenSource(caller, admission._cut.Token);
            _time.CancelAfter(admission.Limits.Timeout);
        }

        /// <summary>Waits for its turn and works.</summary>
        /// <exception cref="RequestException">Too many wait, its time is over, or the service stops.</exception>
        /// <exception cref="OperationCanceledException">The caller has left.</exception>
        public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
        {
            try
            {
                await _admission.WaitAsync(_time.Token).ConfigureAwait(false);
                var start = Stopwatch.GetTimestamp();
                ServiceTelemetry.Running.Add(1);
                try
                {
                    return await work(_time.Token).ConfigureAwait(false);
                }
                finally
                {
                    var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                    _admission._seconds += (seconds - _admission._seconds) / 16; // a rough mean, so races do not matter
                    ServiceTelemetry.Running.Add(-1);
                    _admission._slots.Release();
                }
            }
            catch (OperationCanceledException) when (!_caller.IsCancellationRequested && _time.IsCancellationRequested)
            {
                throw _admission._cut.IsCancellationRequested
                    ? Closed()
                    : new RequestException(
                        504,
                        "timeout",
                        FormattableString.Invariant($"The request took longer than {_admission.Limits.Timeout.TotalSeconds} seconds. ")
                        + "Ask for fewer candidates or tokens, or ask the operator for more time.");
            }
        }

        public void Dispose()
        {
            _time.Dispose();
            _admission.Leave();
        }
    }

    private ServiceLimits Limits => limits;
}
