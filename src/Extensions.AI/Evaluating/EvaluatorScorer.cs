using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Accelerated.Extensions.AI.Evaluating;

/// <summary>Scores pairs by an evaluator.</summary>
internal sealed class EvaluatorScorer(
    IEvaluator evaluator,
    ChatConfiguration? chat,
    string name,
    Func<string, IEnumerable<EvaluationContext>> contextOf,
    ChatMessage[] messages) : IBatchScorer
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<double>> ScoreAsync(
        IReadOnlyList<(string Hypothesis, string Reference)> pairs, CancellationToken cancellationToken) =>
        await Task.WhenAll(pairs.Select(pair => ScoreAsync(pair.Hypothesis, pair.Reference, cancellationToken))).ConfigureAwait(false);

    private async Task<double> ScoreAsync(string hypothesis, string reference, CancellationToken cancellationToken)
    {
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, hypothesis));
        var result = await evaluator.EvaluateAsync(messages, response, chat, contextOf(reference), cancellationToken).ConfigureAwait(false);
        _ = result.Metrics.TryGetValue(name, out var metric);
        return metric switch
        {
            NumericMetric { Value: { } value } => value,
            BooleanMetric { Value: { } value } => value ? 1 : 0,
            _ => throw new InvalidOperationException(
                $"The evaluator gave no number and no truth for '{name}'."
                + string.Concat((metric?.Diagnostics ?? []).Select(diagnostic => $" {diagnostic.Message}"))),
        };
    }
}
