namespace Accelerated.Inference.Planning;

/// <summary>How many candidates to draw, from a pilot of few problems.</summary>
public sealed class DrawingPlan
{
    internal DrawingPlan(IReadOnlyList<long> stable) => StableCounts = stable;

    /// <summary>Problems of the pilot.</summary>
    public int Problems => StableCounts.Count;

    /// <summary>The number of candidates that most of its problems have at least: the least of any problem with two or more.</summary>
    public int PilotCandidates { get; internal init; }

    /// <summary>The confidence of a stable decision, above 0.5 and below 1.</summary>
    public double Confidence { get; internal init; }

    /// <summary>
    /// For each problem the number of candidates from which the better of the two best candidates leads with the confidence
    /// (<see cref="DrawingPlanner.StableCount"/>); 1 where there is no rival, <see cref="long.MaxValue"/> where the two are equal.
    /// </summary>
    public IReadOnlyList<long> StableCounts { get; }

    /// <summary>Numbers of candidates that double, up to eight times the pilot's.</summary>
    public IReadOnlyList<PlannedCount> Counts { get; internal init; } = [];

    /// <summary>
    /// The least of <see cref="Counts"/> that reaches 95 % of what the pilot's number of candidates gains over one; the pilot's where
    /// nothing is gained.
    /// </summary>
    public int EnoughCandidates { get; internal init; }

    /// <summary>Seconds a candidate; NaN where nothing was timed.</summary>
    public double SecondsPerCandidate { get; internal init; }

    /// <summary>Tokens a candidate; NaN where they are not known.</summary>
    public double TokensPerCandidate { get; internal init; }

    /// <summary>The number of candidates with which a share of the problems has a stable decision.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public long StableWith(double share)
    {
        if (!(share > 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "Expected a share above 0 and at most 1, e.g. 0.9.");
        }

        long[] sorted = [.. StableCounts.Order()];
        return sorted[(int)Math.Ceiling(share * sorted.Length - 1e-9) - 1];
    }
}
