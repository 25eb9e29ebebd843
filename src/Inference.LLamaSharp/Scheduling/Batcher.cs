using Accelerated.Inference.LLamaSharp.Drawing;

namespace Accelerated.Inference.LLamaSharp.Scheduling;

/// <summary>
/// Runs requests together, step by step (continuous batching): at each step those that wait come in while there is room and mixing pays,
/// one evaluation serves the prompts and branches of all that run, and what is finished leaves. Whoever cannot come in is first in line:
/// those that run begin nothing new until it can, and where they are kept apart they hand over after each round. One thread at a time.
/// </summary>
/// <param name="model">Makes contexts; not disposed.</param>
/// <param name="limits">What bounds them.</param>
/// <param name="report">Told what happens to requests.</param>
internal sealed class Batcher(ILlamaModel model, ContextLimits limits, IBatchReport report) : IDisposable
{
    // Tokens, so that a long prompt does not hold up the answers of others.
    private const int PromptBesideBranches = 128;
    private const int Redraws = 4;
    private readonly LinkedList<Request> _waiting = new();
    private readonly List<Request> _running = [];
    private readonly StepBatch _batch = new();
    private readonly AnswerDraws _draws = new();
    private readonly SharedContext _shared = new(model, limits, report);

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsIdle => _running.Count == 0 && _waiting.Count == 0;

    /// <summary>The requests that run.</summary>
    public IReadOnlyList<Request> Running => _running;

    /// <summary>The size of the context; null where there is none.</summary>
    public ContextPlan? Plan => _shared.Plan;

    /// <summary>Lets a request wait for its turn.</summary>
    public void Add(Request request) => _waiting.AddLast(request);

    /// <summary>One evaluation for all that run, and what comes before and after it.</summary>
    /// <param name="interrupt">Gives, right before the evaluation, what interrupts it.</param>
    /// <exception cref="LlamaException">llama.cpp failed; <see cref="FailRunning"/> clears up.</exception>
    /// <exception cref="OperationCanceledException">Interrupted; likewise.</exception>
    public void Step(Func<CancellationToken> interrupt)
    {
        DropCancelled();
        Admit();
        if (_running.Count == 0)
        {
            return;
        }

        FillBatch();
        if (_batch.Count > 0)
        {
            _shared.Context.Evaluate(_batch, interrupt());
            _running.ForEach(request => request.ReadPrompt(_shared.Context));
        }

        // What is over after its first token makes room for others at once.
        for (var draw = 0; draw < Redraws; draw++)
        {
            _draws.Run(_running, _shared.Context);
            Settle();
            if (MakesRoom || _running.Count == 0 || _shared.Room.Share(_running) == 0)
            {
                break;
            }
        }
    }

    /// <summary>Ends all that runs, or where nothing does, the first that waits; and the context, which may be in any state.</summary>
    public void FailRunning(Exception exception)
    {
        if (_running.Count == 0 && _waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            report.Failed(first.Value, exception);
        }

        foreach (var request in _running.ToArray())
        {
            Leave(request, exception);
        }

        _shared.Drop();
    }

    /// <summary>Ends all that runs and waits.</summary>
    public void FailAll(Exception exception)
    {
        do
        {
            FailRunning(exception);
        }
        while (!IsIdle);
    }

    /// <inheritdoc/>
    public void Dispose() => _shared.Drop();

    // Where requests run alone, what they do must not depend on whether others wait.
    private bool MakesRoom => _waiting.Count > 0 && !limits.Alone;

    private void DropCancelled()
    {
        foreach (var request in _running.Where(request => request.Cancellation.IsCancellationRequested).ToArray())
        {
            Leave(request, new OperationCanceledException(request.Cancellation));
        }

        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Cancellation.IsCancellationRequested)
            {
                _waiting.Remove(node);
                report.Failed(node.Value, new OperationCanceledException(node.Value.Cancellation));
            }

            node = next;
        }
    }

    private void Admit()
    {
        while (_waiting.First is { } first && MayCome(first.Value))
        {
            _waiting.RemoveFirst();
            _running.Add(first.Value);
            first.Value.Start(_shared.Sequences);
            _shared.Room.Share([first.Value]);
            report.Started(first.Value, _waiting.Count);
        }

        if (_running.Count == 0)
        {
            return;
        }

        if (MakesRoom)
        {
            // A round is over: whoever waits is next.
            foreach (var request in _running.Where(request => request.Slots == 0).ToArray())
            {
                _running.Remove(request);
                request.Stop();
                _waiting.AddLast(request);
            }
        }
        else
        {
            _shared.Room.Share(_running);
        }
    }

    private bool MayCome(Request first)
    {
        if (_running.Count > 0)
        {
            return _shared.CanJoin(first, _running);
        }

        try
        {
            _shared.Prepare(_waiting, _running);
            return true;
        }
        catch (LlamaException exception)
        {
            _waiting.Remove(first);
            report.Failed(first, exception);
            return false;
        }
    }

    private void FillBatch()
    {
        _batch.Clear();
        _running.ForEach(request => request.AppendBranches(_batch));
        var most = _shared.Context.Plan.Batch - _batch.Count;
        if (_batch.Count > 0)
        {
            // The few whose answers grow are held up for longer where many wait for their first token.
            var reading = _running.Count(request => request.Evaluated < request.Prompt.Length);
            most = Math.Min(most, PromptBesideBranches * Math.Max(1, reading / Math.Max(1, _running.Count - reading)));
        }

        foreach (var request in _running)
        {
            most -= request.AppendPrompt(_batch, most);
        }
    }

    private void Settle()
    {
        foreach (var request in _running.ToArray())
        {
            try
            {
                request.Settle(_shared.Context);
                if (request.IsDone)
                {
                    Leave(request, null);
                }
            }
            catch (SamplingException exception)
            {
                Leave(request, exception);
            }
        }
    }

    private void Leave(Request request, Exception? exception)
    {
        _running.Remove(request);
        request.Stop();
        if (exception is null)
        {
            report.Completed(request);
        }
        else
        {
            report.Failed(request, exception);
        }
    }
}
