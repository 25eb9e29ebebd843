namespace Accelerated.Metrics;

/// <summary>How a row of utilities becomes one number.</summary>
public enum RiskKind
{
    /// <summary>The weighted mean.</summary>
    Mean,

    /// <summary>Conditional value at risk: the mean of the worst share.</summary>
    ConditionalValue,

    /// <summary>A quantile.</summary>
    Quantile,

    /// <summary>The worst value.</summary>
    Worst,

    /// <summary>The mean without the lowest and the highest share.</summary>
    Trimmed,
}
