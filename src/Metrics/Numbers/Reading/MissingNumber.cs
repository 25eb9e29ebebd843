namespace Accelerated.Metrics;

/// <summary>What a numeric metric does with a text that is not a number.</summary>
public enum MissingNumber
{
    /// <summary>Leave the candidate out, give its weight to the others, and count it.</summary>
    Skip,

    /// <summary>Refuse the problem.</summary>
    Error,
}
