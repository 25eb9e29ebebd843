namespace Accelerated.Metrics;

/// <summary>Which values of a metric are better.</summary>
public enum Direction
{
    /// <summary>A similarity: higher is better.</summary>
    HigherIsBetter,

    /// <summary>A distance or loss: lower is better.</summary>
    LowerIsBetter,
}
