namespace Accelerated.Metrics;

/// <summary>What an alignment of two sequences counts.</summary>
/// <param name="edits">d, insertions, deletions and substitutions.</param>
/// <param name="hits">H, symbols in place on both sides.</param>
internal readonly struct HitCounts(double edits, double hits)
{
    /// <summary>d.</summary>
    public double Edits { get; } = edits;

    /// <summary>H.</summary>
    public double Hits { get; } = hits;
}
