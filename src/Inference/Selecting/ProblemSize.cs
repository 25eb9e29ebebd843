using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>The size of candidates, without reading their texts.</summary>
internal static class ProblemSize
{
    /// <summary>The characters, token ids and vector elements of all candidates.</summary>
    public static long Of(IReadOnlyList<Candidate>? candidates)
    {
        var size = 0L;
        for (var i = 0; i < (candidates?.Count ?? 0); i++)
        {
            size += candidates![i] is { } candidate
                ? candidate.Text.Length + (candidate.Tokens?.Count ?? 0) + (candidate.Vector?.Count ?? 0)
                : 0;
        }

        return size;
    }
}
