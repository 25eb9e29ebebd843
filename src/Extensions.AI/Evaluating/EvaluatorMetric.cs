using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Accelerated.Extensions.AI.Evaluating;

/// <summary>Evaluators of Microsoft.Extensions.AI.Evaluation as metrics.</summary>
public static class EvaluatorMetric
{
    /// <summary>
    /// A metric whose value for a hypothesis and a reference is an evaluator's for a response and a right answer. It runs on the CPU; each
    /// pair is evaluated once and remembered. A truth counts as 1 or 0. An evaluation without a value is an error of the selection.
    /// </summary>
    /// <param name="evaluator">Evaluates a hypothesis as the response.</param>
    /// <param name="chat">The client that the evaluator asks; null for evaluators that ask none.</param>
    /// <param name="name">
    /// Which of the evaluator's values counts, and the metric's name; null for an evaluator with one.
    /// </param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <param name="direction">Which values are better.</param>
    /// <param name="context">
    /// How the evaluator is told the reference; null for a <see cref="ReferencesContext"/>. Another evaluator's takes its own, such as
    /// <c>reference => [new EquivalenceEvaluatorContext(reference)]</c>.
    /// </param>
    /// <param name="messages">The conversation that is answered; null for none.</param>
    /// <param name="concurrentCalls">Most evaluations at once, at least 1.</param>
    /// <exception cref="ArgumentException">The evaluator has no value of this name, or several and none is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one call at once.</exception>
    public static Metric Create(
        IEvaluator evaluator,
        ChatConfiguration? chat = null,
        string? name = null,
        double minimum = double.NegativeInfinity,
        double maximum = double.PositiveInfinity,
        Direction direction = Direction.HigherIsBetter,
        Func<string, IEnumerable<EvaluationContext>>? context = null,
        IEnumerable<ChatMessage>? messages = null,
        int concurrentCalls = 8)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        var names = evaluator.EvaluationMetricNames;
        var chosen = name ?? (names.Count == 1 ? names.First() : null);
        if (chosen is null || !names.Contains(chosen))
        {
            throw new ArgumentException(
                $"Invalid value '{name ?? "null"}' for {nameof(name)}: expected one of {string.Join(", ", names)}.", nameof(name));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(concurrentCalls, 1);
        var scorer = new EvaluatorScorer(
            evaluator, chat, chosen, context ?? (reference => [new ReferencesContext(reference)]), [.. messages ?? []]);

        // The evaluations of a batch run at once.
        return Metric.CreateBatched(chosen, scorer, direction, minimum, maximum, batchSize: concurrentCalls);
    }
}
