namespace Accelerated.Metrics;

/// <summary>Which of ROUGE's measures.</summary>
public enum RougeMeasure
{
    /// <summary>The harmonic mean of precision and recall.</summary>
    F,

    /// <summary>The share of the hypothesis that the reference has.</summary>
    Precision,

    /// <summary>The share of the reference that the hypothesis has.</summary>
    Recall,
}
