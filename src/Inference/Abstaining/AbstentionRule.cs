using Accelerated.Metrics;

namespace Accelerated.Inference.Abstaining;

/// <summary>
/// When a decision is answered: from an expected metric on that <see cref="RiskControl"/> finds in labelled decisions. The loss of an
/// answer is the metric against the right answer, for a similarity its distance from the greatest value.
/// </summary>
public sealed class AbstentionRule
{
    private readonly int _sign;

    private AbstentionRule(Metric metric, double risk, double score, IReadOnlyList<ScoredLoss> answers)
    {
        _sign = metric.Info.Direction == Direction.HigherIsBetter ? 1 : -1;
        Risk = risk;
        Score = score;
        Labelled = answers.Count;
        Answered = answers.Count(answer => answer.Score >= score);
    }

    /// <summary>The risk that is kept: the expected loss over all problems, an abstention counted as 0.</summary>
    public double Risk { get; }

    /// <summary>
    /// The expected metric from which a decision is answered, at least it for a similarity and at most it for a loss; infinite where all or
    /// none are.
    /// </summary>
    public double Threshold => _sign * Score;

    /// <summary>Number of labelled decisions behind it.</summary>
    public int Labelled { get; }

    /// <summary>How many of them are answered.</summary>
    public int Answered { get; }

    /// <summary>Whether no decision is answered, because too few are labelled or too many are wrong.</summary>
    public bool IsNever => double.IsPositiveInfinity(Score);

    private double Score { get; }

    /// <summary>The rule of labelled decisions.</summary>
    /// <param name="metric">The metric that decided.</param>
    /// <param name="decisions">Decisions made as the coming ones are, each with what it lost (<see cref="LossOf"/>).</param>
    /// <param name="risk">The risk to keep, above 0 and below the greatest loss.</param>
    /// <param name="greatestLoss">
    /// What losses are cut off at; null for the width of the metric's range, which must be finite then.
    /// </param>
    /// <exception cref="OptionException">The risk or the greatest loss is not allowed, or the metric's range has no end.</exception>
    public static AbstentionRule Fit(
        Metric metric, IReadOnlyList<(Selection Selection, double Loss)> decisions, double risk, double? greatestLoss = null)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(decisions);
        var greatest = greatestLoss ?? GreatestLoss(metric);
        var sign = metric.Info.Direction == Direction.HigherIsBetter ? 1 : -1;
        ScoredLoss[] answers =
            [.. decisions.Select(decision => new ScoredLoss(sign * decision.Selection.Expected, Math.Min(decision.Loss, greatest)))];
        return new AbstentionRule(metric, risk, RiskControl.Threshold(answers, risk, greatest), answers);
    }

    /// <summary>What an answer loses against the right answers, of which the one that suits best counts.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="gold">The right answers, at least one.</param>
    /// <exception cref="CandidateException">The metric cannot read one of them.</exception>
    /// <exception cref="ScorerException">A user's metric failed.</exception>
    public static double LossOf(Metric metric, Candidate answer, IReadOnlyList<Candidate> gold)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(gold);
        if (gold.Count == 0)
        {
            throw new CandidateException("There is no right answer; give at least one, or leave the problem out.");
        }

        var values = gold.Select(right => metric.Score(answer, right));
        return metric.Info.Direction == Direction.LowerIsBetter ? values.Min()
            : (double.IsFinite(metric.Info.Maximum) ? metric.Info.Maximum : 0) - values.Max();
    }

    /// <summary>Whether a decision is answered.</summary>
    public bool Answers(Selection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return _sign * selection.Expected >= Score;
    }

    // A loss begins at 0, whatever its least value.
    private static double GreatestLoss(Metric metric)
    {
        var info = metric.Info;
        var greatest = info.Direction == Direction.LowerIsBetter ? info.Maximum : info.Maximum - info.Minimum;
        return double.IsFinite(greatest) ? greatest : throw new OptionException(
            "greatestLoss",
            $"{info.Name} has no greatest loss, without which no risk can be guaranteed. Give one, at which losses are cut off.");
    }
}
