using Accelerated.Inference.LLamaSharp.Drawing;

namespace Accelerated.Inference.LLamaSharp.Scheduling;

/// <summary>
/// Runs requests together, step by step (continuous batching): at each step those that wait come in while there is room and mixing pays, one
/// evaluation serves the prompts and branches of all that run, and what is finished leaves. Whoever cannot come in is first in line: those that
/// run begin nothing new until it can, and where they are kept apart they hand over after each round. One thread at a time.
/// </summary>
/// <param name="model">Makes contexts; not disposed.</param>
/// <param name="limits">What bounds them.</param>
/// <param name="report">Told what happens to requests.</param>
internal sealed class Batcher(ILlamaModel model, ContextLimits limits, IBatchReport report) : IDisposable
{
    private const int PromptBesideBranches = 128; // tokens, so that a long prompt does not hold up the answers of others
    private const int Redraws = 4;
    private readonly LinkedList<Request> _waiting = new();
    private readonly List<Request> _running = [];
    private readonly StepBatch _batch = new();
    private readonly AnswerDraws _draws = new();
    private ILlamaContext? _context;
    private Sequences? _sequences;
    private Room? _room;
    private StepCosts? _costs;
    private bool _outgrown;

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsIdle => _running.Count == 0 && _waiting.Count == 0;

    /// <summary>The requests that run.</summary>
    public IReadOnlyList<Request> Running => _running;

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
            _context!.Evaluate(_batch, interrupt());
            _running.ForEach(request => request.ReadPrompt(_context));
        }

        // What is over after its first token makes room for others at once.
        for (var draw = 0; draw < Redraws; draw++)
        {
            _draws.Run(_running, _context!);
            Settle();
            if (MakesRoom || _running.Count == 0 || _room!.Share(_running) == 0)
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

        DropContext();
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
    public void Dispose() => DropContext();

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
        while (_waiting.First is { } first && (_running.Count == 0 ? MakesContextFor(first.Value) : CanJoin(first.Value)))
        {
            _waiting.RemoveFirst();
            _running.Add(first.Value);
            first.Value.Start(_sequences!);
            _room!.Share([first.Value]);
            report.Started(first.Value, _waiting.Count);
        }

        if (MakesRoom)
        {
            // A round is over: whoever waits is next.
            foreach (var request in _running.Where(request => request.Places == 0).ToArray())
            {
                _running.Remove(request);
                request.Stop();
                _waiting.AddLast(request);
            }
        }
        else
        {
            _room?.Share(_running);
        }
    }

    private bool CanJoin(Request request)
    {
        if (limits.Alone || _outgrown || !Mix([.. _running, request]))
        {
            return false;
        }

        // Where a larger context could hold all, it is made as soon as those that run are through.
        var has = _context!.Plan.Covers(ContextPlan.Of([request.Need], limits)) && _room!.Has(request);
        _outgrown = !has && _context.Plan.Doubled(limits) != _context.Plan;
        return has;
    }

    // Nothing runs: the context is replaced where it is too small for those that wait and are to run together.
    private bool MakesContextFor(Request first)
    {
        try
        {
            var together = new List<Request>();
            foreach (var request in _waiting)
            {
                together.Add(request);
                if (together.Count > 1 && (limits.Alone || !Mix(together)))
                {
                    together.Remove(request);
                    break;
                }
            }

            var plan = ContextPlan.Of(together.Select(request => request.Need), limits);
            if (_outgrown || _context is null || !_context.Plan.Covers(plan))
            {
                MakeContext(plan);
            }

            _outgrown = false;
            return true;
        }
        catch (LlamaException exception)
        {
            _waiting.Remove(first);
            report.Failed(first, exception);
            return false;
        }
    }

    private void MakeContext(ContextPlan plan)
    {
        var former = _context?.Plan;
        DropContext();
        var roomy = plan.WithRoom(limits);
        var newcomers = roomy == plan || limits.Alone ? 0 : ContextPlan.Newcomers;
        if (former is { } smaller)
        {
            roomy = roomy.Join(_outgrown ? smaller.Doubled(limits) : smaller, limits);
        }

        _context = model.CreateContext(roomy);
        _sequences = new Sequences(_context);
        _room = new Room(_context, _running, limits.Parallel, newcomers);
    }

    private bool Mix(IReadOnlyList<Request> requests)
    {
        // Measured when it is first needed: one caller alone never does.
        var costs = _costs ??= report.Measured(model.MeasureCosts());
        return costs.Mix(requests.Select(request => Load.Of(request, limits.Parallel)));
    }

    private void FillBatch()
    {
        _batch.Clear();
        _running.ForEach(request => request.AppendBranches(_batch));
        var most = _batch.Count > 0 ? Math.Min(PromptBesideBranches, _context!.Plan.Batch - _batch.Count) : _context!.Plan.Batch;
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
                request.Settle(_context!);
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

    private void DropContext()
    {
        _context?.Dispose();
        (_context, _sequences, _room) = (null, null, null);
    }
}
