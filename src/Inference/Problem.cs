using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>One prompt's candidates, what votes on them, and what is known of the truth.</summary>
public sealed class Problem
{
    /// <summary>A problem.</summary>
    /// <param name="id">Names the problem in results.</param>
    /// <param name="candidates">The answers to choose from, at least one.</param>
    public Problem(string id, IReadOnlyList<Candidate> candidates)
    {
        Id = id;
        Candidates = candidates;
    }

    /// <summary>Names the problem in results.</summary>
    public string Id { get; }

    /// <summary>The answers to choose from, at least one.</summary>
    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>The samples that vote; null where the candidates do.</summary>
    public IReadOnlyList<Candidate>? References { get; init; }

    /// <summary>The right answers, any of which will do; null or empty where none is known.</summary>
    public IReadOnlyList<Candidate>? Gold { get; init; }
}
