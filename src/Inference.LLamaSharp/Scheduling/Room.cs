using Accelerated.Inference.LLamaSharp.Drawing;

namespace Accelerated.Inference.LLamaSharp.Scheduling;

/// <summary>
/// The cells and sequences of a context, as requests reserve them: each its prompt's and those of its branches at their longest. What is
/// reserved never runs out, so whatever has begun can end.
/// </summary>
/// <param name="context">The context.</param>
/// <param name="running">The requests that run in it.</param>
/// <param name="parallel">The most slots of one request.</param>
/// <param name="newcomers">Sequences that are left to requests that have no slot.</param>
internal sealed class Room(ILlamaContext context, List<Request> running, int parallel, int newcomers)
{
    /// <summary>Whether a request can begin, with one slot.</summary>
    public bool Has(Request request) => FreeCells() >= request.Prompt.Length + (long)request.Longest && FreeSequences() >= 2;

    /// <summary>Gives slots to those that want some, always to the one that has the fewest.</summary>
    /// <param name="requests">Those that may have some.</param>
    /// <returns>How many were given.</returns>
    public int Share(IReadOnlyList<Request> requests)
    {
        var (cells, sequences, given) = (FreeCells(), FreeSequences(), 0);
        while (Poorest(requests, cells, sequences) is { } poorest)
        {
            poorest.Grant(1);
            cells -= poorest.Longest;
            sequences--;
            given++;
        }

        return given;
    }

    private Request? Poorest(IReadOnlyList<Request> requests, long cells, int sequences)
    {
        Request? poorest = null;
        foreach (var request in requests)
        {
            if (request.Unused < request.ToBegin && request.Slots < parallel && request.Longest <= cells &&
                sequences > (request.Slots > 0 ? newcomers : 0) && (poorest is null || request.Slots < poorest.Slots))
            {
                poorest = request;
            }
        }

        return poorest;
    }

    private long FreeCells() => context.Plan.Cells - running.Sum(request => request.Prompt.Length + (long)request.Slots * request.Longest);

    private int FreeSequences() => context.Plan.Sequences - running.Sum(request => 1 + request.Slots);
}
