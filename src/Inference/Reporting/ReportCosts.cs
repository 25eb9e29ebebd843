namespace Accelerated.Inference.Reporting;

/// <summary>What was spent on the problems of a report.</summary>
public sealed class ReportCosts
{
    /// <summary>Costs of some problems.</summary>
    /// <param name="problems">Number of problems.</param>
    /// <param name="candidates">Candidates of all problems.</param>
    public ReportCosts(long problems, long candidates)
    {
        Problems = problems;
        Candidates = candidates;
    }

    /// <summary>Number of problems.</summary>
    public long Problems { get; }

    /// <summary>Candidates of all problems.</summary>
    public long Candidates { get; }

    /// <summary>Tokens of all candidates; null where they are not known.</summary>
    public long? Tokens { get; init; }

    /// <summary>Seconds spent on drawing candidates; null where they are not known.</summary>
    public double? DrawingSeconds { get; init; }

    /// <summary>Seconds spent on selecting; null where they are not known.</summary>
    public double? SelectionSeconds { get; init; }
}
