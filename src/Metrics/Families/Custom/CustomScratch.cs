namespace Accelerated.Metrics;

/// <summary>The limit of a pair's scratch.</summary>
internal static class CustomScratch
{
    /// <summary>Most bytes of a pair's scratch; a thread on the CPU holds one.</summary>
    public const int MostBytes = 1 << 30;

    /// <summary>The error of a pair that declares more, or a negative number.</summary>
    public static ScorerException TooLong(EncodedProblem problem, int row, int column, int cells, int most)
    {
        var (hypothesis, reference) = (problem.CandidateOf(row), problem.ReferenceOf(column));
        return new ScorerException(
            FormattableString.Invariant($"{problem.Metric.Info.Name} needs scratch of {cells:N0} cells for hypothesis {hypothesis} and reference {reference}; ")
            + FormattableString.Invariant($"the limit is 0 to {most:N0}. Shorten them, or correct ScratchLength."),
            problem.Metric.Info.Name,
            hypothesis,
            reference);
    }
}
