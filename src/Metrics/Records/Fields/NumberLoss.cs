namespace Accelerated.Metrics;

/// <summary>What the error of a record's number costs; always bounded.</summary>
internal enum NumberLoss
{
    /// <summary>The error over the scale, at most 1.</summary>
    Absolute,

    /// <summary>The square of that.</summary>
    Squared,

    /// <summary>1 where the error exceeds the scale, else 0.</summary>
    Hit,
}
