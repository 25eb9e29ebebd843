using Accelerated.Inference.LLamaSharp.Drawing;

namespace Accelerated.Inference.LLamaSharp.Scheduling;

/// <summary>
/// The context that requests run in together. Kept as long as it serves, since making one costs more than a short prompt; replaced only
/// while nothing runs.
/// </summary>
/// <param name="model">Makes contexts.</param>
/// <param name="limits">What bounds them.</param>
/// <param name="report">Told what was measured.</param>
internal sealed class SharedContext(ILlamaModel model, ContextLimits limits, IBatchReport report)
{
    private ILlamaContext? _context;
    private Sequences? _sequences;
    private Room? _room;
    private StepCosts? _costs;
    private bool _outgrown;

    /// <summary>The context; there is one while something runs, and of what follows too.</summary>
    public ILlamaContext Context => _context ?? throw NotPrepared();

    /// <summary>The size of the context; null where there is none.</summary>
    public ContextPlan? Plan => _context?.Plan;

    /// <summary>Its sequences.</summary>
    public Sequences Sequences => _sequences ?? throw NotPrepared();

    /// <summary>Its cells and sequences, as requests reserve them.</summary>
    public Room Room => _room ?? throw NotPrepared();

    /// <summary>Whether a request can come in beside those that run: they are faster together, and there is room.</summary>
    public bool CanJoin(Request request, IReadOnlyList<Request> running)
    {
        if (_outgrown || !Mix([.. running, request]))
        {
            return false;
        }

        // Where a larger context could hold all, it is made as soon as those that run are through.
        var has = Context.Plan.Covers(ContextPlan.Of([request.Need], limits)) && Room.Has(request);
        _outgrown = !has && Context.Plan.Doubled(limits) != Context.Plan;
        return has;
    }

    /// <summary>
    /// Sees to it that there is a context for the first of those that wait, and for those after it that are to run together with it.
    /// </summary>
    /// <param name="waiting">At least one.</param>
    /// <param name="running">The list of those that run, empty now.</param>
    /// <exception cref="LlamaException">There is not enough memory.</exception>
    public void Prepare(IEnumerable<Request> waiting, List<Request> running)
    {
        var together = new List<Request>();
        foreach (var request in waiting)
        {
            together.Add(request);
            if (together.Count > 1 && !Mix(together))
            {
                together.Remove(request);
                break;
            }
        }

        var plan = ContextPlan.Of(together.Select(request => request.Need), limits);
        if (_outgrown || _context is null || !_context.Plan.Covers(plan))
        {
            Make(plan);
        }

        // Newcomers get what those that begin now do not need.
        _room = new Room(Context, running, limits.Parallel, limits.Alone ? 0 : Context.Plan.NewcomersBeside(plan));
        _outgrown = false;
    }

    /// <summary>Gives the context up.</summary>
    public void Drop()
    {
        _context?.Dispose();
        (_context, _sequences, _room) = (null, null, null);
    }

    private void Make(ContextPlan plan)
    {
        var former = _context?.Plan;
        Drop();
        var roomy = plan.WithRoom(limits);
        if (former is { } smaller)
        {
            roomy = roomy.Join(_outgrown ? smaller.Doubled(limits) : smaller, limits);
        }

        _context = model.CreateContext(roomy);
        _sequences = new Sequences(_context);
    }

    private bool Mix(IReadOnlyList<Request> requests)
    {
        if (limits.Alone)
        {
            return false;
        }

        // Measured when it is first needed: one caller alone never does.
        var costs = _costs ??= Measure();
        return costs.Mix(requests.Select(request => Load.Of(request, limits.Parallel)));
    }

    // Where there is no memory for it, requests take turns; those that run are none the worse.
    private StepCosts Measure()
    {
        try
        {
            return report.Measured(model.MeasureCosts());
        }
        catch (LlamaException)
        {
            return StepCosts.NeverMix;
        }
    }

    private static InvalidOperationException NotPrepared() => new("There is no context. Prepare one before starting a request.");
}
