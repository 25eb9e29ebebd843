namespace Accelerated.Metrics;

/// <summary>For which numbers a numeric metric is defined.</summary>
internal enum NumberDomain
{
    /// <summary>All finite numbers.</summary>
    All,

    /// <summary>References other than 0: the metric divides by them.</summary>
    NonZeroReferences,

    /// <summary>Numbers above -1: the metric takes the logarithm of one more.</summary>
    AboveMinusOne,
}
