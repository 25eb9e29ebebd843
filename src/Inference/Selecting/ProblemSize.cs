using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>How much there is of candidates before anything of them is read.</summary>
internal static class ProblemSize
{
    /// <summary>Characters, token ids and elements of vectors of all candidates.</summary>
    public static long Of(IReadOnlyList<Candidate>? candidates)
    {
        var size = 0L;
        for (var i = 0; i < (candidates?.Count ?? 0); i++)
        {
            size += candidates![i] is { } candidate ? candidate.Text.Length + (candidate.Tokens?.Count ?? 0) + (candidate.Vector?.Count ?? 0) : 0;
        }

        return size;
    }
}
