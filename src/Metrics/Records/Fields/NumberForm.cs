namespace Accelerated.Metrics;

/// <summary>How a number of a record is written.</summary>
internal enum NumberForm
{
    /// <summary>As a number.</summary>
    Real,

    /// <summary>As a whole number.</summary>
    Integer,

    /// <summary>As a date such as 2026-03-01; the number counts days.</summary>
    Date,
}
