using Accelerated.Metrics;

namespace Accelerated.Inference.Abstaining;

/// <summary>
/// Conformal risk control (Angelopoulos et al. 2024): a threshold from labelled answers such that the expected loss of what is answered,
/// where an abstention loses nothing, is at most what was asked for. It holds for every law of the data, for new problems drawn as the
/// labelled ones were.
/// </summary>
public static class RiskControl
{
    /// <summary>
    /// The least score from which to answer: the smallest t such that (the sum of the losses of scores from t on + the greatest loss) over
    /// (n + 1) is at most the risk. Minus infinity where every answer may be given, infinity where none may. O(n log n).
    /// </summary>
    /// <param name="answers">Labelled answers, none of which was used to choose anything.</param>
    /// <param name="risk">The risk to keep, above 0 and below the greatest loss.</param>
    /// <param name="greatestLoss">What no loss exceeds; positive.</param>
    /// <exception cref="OptionException">The risk or the greatest loss is not allowed.</exception>
    /// <exception cref="ArgumentException">A loss is negative, NaN or above the greatest one.</exception>
    public static double Threshold(IReadOnlyList<ScoredLoss> answers, double risk, double greatestLoss = 1)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var rule = new OptionRule(nameof(RiskControl));
        rule.Require(
            greatestLoss > 0 && double.IsFinite(greatestLoss), nameof(greatestLoss), greatestLoss, "a positive finite number",
            "Cut losses off at a number.");
        rule.Require(
            risk > 0 && risk < greatestLoss, nameof(risk), risk,
            FormattableString.Invariant($"above 0 and below {greatestLoss}, the greatest loss"));
        foreach (var answer in answers)
        {
            if (!(answer.Loss >= 0 && answer.Loss <= greatestLoss))
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"A loss is {answer.Loss}; expected 0 to {greatestLoss}, the greatest loss. Cut it off, or raise that."),
                    nameof(answers));
            }
        }

        // From the surest on, as far as the bound holds; the sum only grows.
        var threshold = double.PositiveInfinity;
        var sum = greatestLoss;
        if (sum / (answers.Count + 1) > risk)
        {
            return threshold;
        }

        foreach (var equal in answers.Where(answer => !double.IsNaN(answer.Score)).GroupBy(answer => answer.Score)
            .OrderByDescending(group => group.Key))
        {
            sum += equal.Sum(answer => answer.Loss);
            if (sum / (answers.Count + 1) > risk)
            {
                return threshold;
            }

            threshold = equal.Key;
        }

        return double.NegativeInfinity;
    }
}
