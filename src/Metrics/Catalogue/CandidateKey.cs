namespace Accelerated.Metrics;

/// <summary>The part of a candidate that a metric reads.</summary>
public enum CandidateKey
{
    /// <summary>The text.</summary>
    Text,

    /// <summary>The token ids, or the text where there are none.</summary>
    Tokens,

    /// <summary>The vector.</summary>
    Vector,

    /// <summary>The label array, or the text where there is none.</summary>
    Labels,

    /// <summary>Anything: no two candidates are taken as equal.</summary>
    Everything,
}
