using Accelerated.Inference.LLamaSharp.Drawing;

namespace Accelerated.Inference.LLamaSharp.Scheduling;

/// <summary>What a request adds to each step while it runs.</summary>
/// <param name="Tokens">Tokens a step.</param>
/// <param name="Cells">Cells in use, half of the answers' length on average.</param>
internal readonly record struct Load(long Tokens, long Cells)
{
    /// <summary>The load of a request that has all the slots it can use.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parallel">The most slots of one request.</param>
    public static Load Of(Request request, int parallel)
    {
        var slots = Math.Min(request.Branches, parallel);
        return new Load(slots, request.Prompt.Length + (long)slots * request.Longest / 2);
    }
}
