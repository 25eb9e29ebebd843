namespace Accelerated.Inference.Reporting;

/// <summary>What was spent on the problems of a report.</summary>
/// <param name="Problems">Number of problems.</param>
/// <param name="Candidates">Candidates of all problems.</param>
public sealed record ReportCosts(long Problems, long Candidates)
{
    /// <summary>Tokens of all candidates; null where they are not known.</summary>
    public long? Tokens { get; init; }

    /// <summary>Seconds spent on drawing candidates; null where they are not known.</summary>
    public double? DrawingSeconds { get; init; }

    /// <summary>Seconds spent on selecting; null where they are not known.</summary>
    public double? SelectionSeconds { get; init; }
}
