namespace Accelerated.Metrics;

/// <summary>What a utility that is NaN or infinite means, in a metric of the user.</summary>
public enum NonFiniteUtility
{
    /// <summary>A <see cref="ScorerException"/> that names the pair.</summary>
    Error,

    /// <summary>The worst value of the metric's range, which must be finite.</summary>
    Worst,
}
