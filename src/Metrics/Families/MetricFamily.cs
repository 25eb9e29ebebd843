namespace Accelerated.Metrics;

/// <summary>What a metric reads from a pair of answers; one kernel a family and engine.</summary>
internal enum MetricFamily
{
    /// <summary>Bags of dense ids per n-gram order; the statistic is the shared count of each order.</summary>
    Bags,

    /// <summary>Sequences of dense ids; the statistic is an edit distance or the length of the longest common subsequence.</summary>
    Alignments,

    /// <summary>One double each.</summary>
    Numbers,

    /// <summary>Vectors of floats; the statistic is the dot product.</summary>
    Vectors,

    /// <summary>Feature rows of any unmanaged element, read by the user's own struct.</summary>
    Custom,
}
