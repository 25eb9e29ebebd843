using System.Diagnostics;
using Accelerated.Inference.LLamaSharp.Drawing;
using Microsoft.Extensions.Logging;

namespace Accelerated.Inference.LLamaSharp.Scheduling;

/// <summary>
/// Owns the one thread that evaluates: two evaluations at once would end the process, and llama.cpp itself runs one at a time anyway.
/// Callers hand in requests and wait. The thread ends where there is nothing to do, and with it those that OpenMP started for it: of more
/// threads than CPUs in a process, as several models that only wait would have, each sleeps whenever it waits for another, and steps of
/// small models take several times as long.
/// </summary>
internal sealed class LlamaScheduler : IDisposable, IBatchReport
{
    /// <summary>How long the thread waits for another request before it ends.</summary>
    internal static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(50);

    private readonly ILlamaModel _model;
    private readonly Batcher _batcher;
    private readonly string _name;
    private readonly int _queueLimit;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _arrivals = new(false);
    private readonly List<Request> _inbox = [];
    private readonly HashSet<Request> _started = [];
    private Thread? _thread;
    private IReadOnlyList<Request> _evaluating = [];
    private CancellationTokenSource _interrupt = new();
    private int _waiting;
    private bool _closed;
    private bool _saidThatSomeWait;

    /// <summary>Begins to serve.</summary>
    /// <param name="model">The model; disposed with the scheduler.</param>
    /// <param name="limits">What bounds its contexts.</param>
    /// <param name="name">The source's name, for messages.</param>
    /// <param name="queueLimit">Requests that may wait.</param>
    /// <param name="logger">Receives when callers wait.</param>
    public LlamaScheduler(ILlamaModel model, ContextLimits limits, string name, int queueLimit, ILogger logger)
    {
        (_model, _name, _queueLimit, _logger) = (model, name, queueLimit, new GuardedLogger(logger));
        _batcher = new Batcher(model, limits, this);
    }

    /// <summary>Requests that have been handed in and do not run.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting;
            }
        }
    }

    /// <summary>The size of the context that is kept; null where there is none. For measurements, while nothing runs.</summary>
    public ContextPlan? Plan => _batcher.Plan;

    /// <summary>Hands in a request; its caller is told of all that happens to it, also of errors.</summary>
    /// <exception cref="ObjectDisposedException">The scheduler was disposed.</exception>
    /// <exception cref="SourceException">Too many wait.</exception>
    public void Add(Request request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(LLamaSharpCandidateSource));
            if (_waiting >= _queueLimit)
            {
                LLamaSharpTelemetry.Refused.Add(1);
                SchedulerLog.Full(_logger, _name, _queueLimit);
                throw new SourceException(
                    $"{_name} has {_waiting} requests that wait, as many as LLamaSharpOptions.QueueLimit allows. Ask again later, or " +
                    "raise it.",
                    0,
                    request.Requested);
            }

            _waiting++;
            _inbox.Add(request);
            EnsureThread();
        }

        LLamaSharpTelemetry.Waiting.Add(1);
        _arrivals.Set();
        request.Cancellation.UnsafeRegister(static scheduler => ((LlamaScheduler)scheduler!).Cancelled(), this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _closed = true;
                _disposed.Cancel();
                _interrupt.Cancel();
                EnsureThread(); // it disposes of the model
                _arrivals.Set();
            }
        }

        if (Thread.CurrentThread != _thread)
        {
            _thread!.Join(); // the last: none begins or leaves once closed
        }
    }

    /// <inheritdoc/>
    public void Started(Request request, int waiting)
    {
        if (_started.Add(request))
        {
            NoLongerWaits();
            LLamaSharpTelemetry.Running.Add(1);
            LLamaSharpTelemetry.Wait.Record(Stopwatch.GetElapsedTime(request.Arrived).TotalSeconds);
        }
    }

    /// <inheritdoc/>
    public void Completed(Request request)
    {
        Left(request);
        request.Complete();
    }

    /// <inheritdoc/>
    public void Failed(Request request, Exception exception)
    {
        Left(request);
        request.Fail(Explain(exception, request));
    }

    /// <inheritdoc/>
    public StepCosts Measured(StepCosts costs)
    {
        SchedulerLog.Measured(_logger, _name, costs.Step, costs.Token, costs.TokenCell);
        return costs;
    }

    // Under the lock.
    private void EnsureThread()
    {
        if (_thread is null)
        {
            _thread = new Thread(Serve) { IsBackground = true, Name = _name };
            _thread.Start();
        }
    }

    private void Serve()
    {
        while (Receive())
        {
            try
            {
                _batcher.Step(BeginEvaluation);
            }
            catch (Exception exception)
            {
                _batcher.FailRunning(exception);
            }
        }

        if (_thread != Thread.CurrentThread)
        {
            return; // nothing to do for now; another may have begun already
        }

        _batcher.FailAll(new OperationCanceledException(_disposed.Token));
        _batcher.Dispose();
        _model.Dispose();
    }

    // Takes what has arrived, and waits for it where there is nothing else to do; false where the thread is to end.
    private bool Receive()
    {
        var idle = _batcher.IsIdle && !_arrivals.WaitOne(Linger);
        lock (_gate)
        {
            if (idle && _inbox.Count == 0 && !_closed)
            {
                _thread = null;
                return false;
            }

            if (!_saidThatSomeWait && _waiting > _inbox.Count && _batcher.Running.Count > 0)
            {
                _saidThatSomeWait = true;
                SchedulerLog.Waits(_logger, _name, _waiting, _batcher.Running.Count);
            }

            _inbox.ForEach(_batcher.Add);
            _inbox.Clear();
            return !_closed;
        }
    }

    private CancellationToken BeginEvaluation()
    {
        lock (_gate)
        {
            _evaluating = [.. _batcher.Running];
            if (_interrupt.IsCancellationRequested && !_closed)
            {
                _interrupt = new CancellationTokenSource();
            }

            InterruptIfNoneIsLeft();
            return _interrupt.Token;
        }
    }

    private void Cancelled()
    {
        lock (_gate)
        {
            InterruptIfNoneIsLeft();
        }

        _arrivals.Set();
    }

    // An evaluation serves all that run: it goes on while any of them has a caller.
    private void InterruptIfNoneIsLeft()
    {
        if (_evaluating.All(request => request.Cancellation.IsCancellationRequested))
        {
            _interrupt.Cancel();
        }
    }

    private void Left(Request request)
    {
        if (_started.Remove(request))
        {
            LLamaSharpTelemetry.Running.Add(-1);
        }
        else
        {
            NoLongerWaits();
        }
    }

    private void NoLongerWaits()
    {
        lock (_gate)
        {
            _waiting--;
        }

        LLamaSharpTelemetry.Waiting.Add(-1);
    }

    private Exception Explain(Exception exception, Request request) => exception switch
    {
        PromptException => exception,
        OperationCanceledException when _closed =>
            new SourceException(
                $"{_name} was disposed after {request.Finished} of {request.Requested}. Dispose it when nothing is under way.",
                request.Finished,
                request.Requested,
                exception),
        OperationCanceledException => new OperationCanceledException(exception.Message, exception, request.Cancellation),
        _ => new SourceException(
            $"{_name} failed after {request.Finished} of {request.Requested}: {exception.Message}",
            request.Finished,
            request.Requested,
            exception),
    };
}
