namespace Accelerated.Metrics;

/// <summary>Which point answers where a whole interval is best.</summary>
internal enum Interval
{
    /// <summary>Its lower end: a sample, so the choice where answers must come from a grid.</summary>
    Lower,

    /// <summary>Its middle: the choice among all reals.</summary>
    Midpoint,

    /// <summary>Its upper end.</summary>
    Upper,
}
