using Accelerated.Inference.LLamaSharp.Drawing;

namespace Accelerated.Inference.LLamaSharp.Scheduling;

/// <summary>What a request adds to each step while it runs.</summary>
/// <param name="Tokens">Tokens a step.</param>
/// <param name="Cells">Cells in use, half of the answers' length on average.</param>
internal readonly record struct Load(long Tokens, long Cells)
{
    /// <summary>The load of a request that has all the places it can use.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parallel">The most places of one request.</param>
    public static Load Of(Request request, int parallel)
    {
        var places = Math.Min(request.Branches, parallel);
        return new Load(places, request.Prompt.Length + (long)places * request.Longest / 2);
    }
}
