namespace Accelerated.Metrics;

/// <summary>The score of a metric over sequences.</summary>
internal interface IAlignmentScore
{
    /// <summary>
    /// Whether the value is a sum of small whole multiples (at most 4) of the statistic and the two lengths. Such a value is exact in
    /// single precision too, and may be computed there.
    /// </summary>
    static virtual bool IsWholeSum => false;

    /// <summary>The metric's value.</summary>
    /// <param name="statistic">The metric's <see cref="AlignmentStatistic"/>, a whole number.</param>
    /// <param name="hypothesis">Length of the hypothesis.</param>
    /// <param name="reference">Length of the reference.</param>
    T Score<T>(T statistic, T hypothesis, T reference) where T : unmanaged, IReal<T>;
}
