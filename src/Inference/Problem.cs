using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>One prompt's candidates, the references that vote on them, and the right answer where it is known.</summary>
public sealed class Problem
{
    /// <summary>Creates a problem.</summary>
    /// <param name="id">The problem's id in results.</param>
    /// <param name="candidates">The answers to choose from, at least one.</param>
    public Problem(string id, IReadOnlyList<Candidate> candidates)
    {
        Id = id;
        Candidates = candidates;
    }

    /// <summary>The problem's id in results.</summary>
    public string Id { get; }

    /// <summary>The answers to choose from, at least one.</summary>
    public IReadOnlyList<Candidate> Candidates { get; }

    /// <summary>The references, samples that vote; null where the candidates vote.</summary>
    public IReadOnlyList<Candidate>? References { get; init; }

    /// <summary>The right answers, any of which will do; null or empty where none is known.</summary>
    public IReadOnlyList<Candidate>? Gold { get; init; }
}
