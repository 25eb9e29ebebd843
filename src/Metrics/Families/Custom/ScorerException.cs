namespace Accelerated.Metrics;

/// <summary>A user's metric failed: its encoder or scorer threw, or a utility is not a finite number.</summary>
public sealed class ScorerException : AcceleratedException
{
    internal ScorerException(string message, string metric, int hypothesis, int reference, Exception? innerException = null)
        : base(message, innerException)
    {
        Metric = metric;
        Hypothesis = hypothesis;
        Reference = reference;
    }

    /// <summary>The metric's name.</summary>
    public string Metric { get; }

    /// <summary>The index of the candidate, or -1 where none is meant.</summary>
    public int Hypothesis { get; }

    /// <summary>The index of the reference, or -1 where none is meant.</summary>
    public int Reference { get; }

    /// <summary>The scorer threw.</summary>
    internal static ScorerException OfPair(EncodedProblem problem, int row, int column, Exception error)
    {
        var (metric, hypothesis, reference) = (problem.Metric.Info.Name, problem.CandidateOf(row), problem.ReferenceOf(column));
        return new(
            $"The scorer of {metric} threw {error.GetType().Name} for hypothesis {hypothesis} and reference {reference}. "
            + "Correct the scorer, or leave one of them out.",
            metric,
            hypothesis,
            reference,
            error);
    }

    /// <summary>A batch failed; the indices are those of its first pair.</summary>
    internal static ScorerException OfBatch(EncodedProblem problem, int row, int column, string failure, int pairs, Exception? error = null)
    {
        var (metric, hypothesis, reference) = (problem.Metric.Info.Name, problem.CandidateOf(row), problem.ReferenceOf(column));
        return new(
            $"The scorer of {metric} {failure} a batch of {pairs} pairs, the first of hypothesis {hypothesis} and reference {reference}. "
            + "Correct the scorer: one value a pair, in their order.",
            metric,
            hypothesis,
            reference,
            error);
    }

    /// <summary>A utility is NaN or infinite.</summary>
    internal static ScorerException NotFinite(EncodedProblem problem, int row, int column, double utility)
    {
        var (metric, hypothesis, reference) = (problem.Metric.Info.Name, problem.CandidateOf(row), problem.ReferenceOf(column));
        return new(
            FormattableString.Invariant($"The utility of {metric} is {utility} for hypothesis {hypothesis} and reference {reference}; ")
            + "it must be a finite number. Correct the scorer, or let such values count as the worst with NonFiniteUtility.Worst.",
            metric,
            hypothesis,
            reference);
    }

    /// <summary>
    /// Whether an error of a user's code becomes a <see cref="ScorerException"/>: all but this one and what was asked to stop.
    /// </summary>
    internal static bool Wraps(Exception error, CancellationToken cancellation) =>
        error is not ScorerException && !(error is OperationCanceledException && cancellation.IsCancellationRequested);
}
