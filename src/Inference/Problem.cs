using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>One prompt's candidates, what votes on them, and what is known of the truth.</summary>
/// <param name="Id">Names the problem in results.</param>
/// <param name="Candidates">The answers to choose from, at least one.</param>
public sealed record Problem(string Id, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>The samples that vote; null where the candidates do.</summary>
    public IReadOnlyList<Candidate>? References { get; init; }

    /// <summary>The right answer, where it is known.</summary>
    public string? Gold { get; init; }
}
