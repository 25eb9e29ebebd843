using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Accelerated.Extensions.AI.Evaluating;

/// <summary>
/// Metrics as an evaluator of Microsoft.Extensions.AI.Evaluation: each response is compared with the right answers of a
/// <see cref="ReferencesContext"/>, and of several the best value counts. Values are in the metric's own unit and direction. Where there is
/// no right answer, or a metric cannot read the texts, the result has no value and says why in a diagnostic.
/// </summary>
public sealed class MetricEvaluator : IEvaluator
{
    private readonly Metric[] _metrics;

    /// <summary>An evaluator.</summary>
    /// <param name="metrics">At least one, no two of one name.</param>
    /// <exception cref="ArgumentException">There is no metric, or two have one name.</exception>
    public MetricEvaluator(params IEnumerable<Metric> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        _metrics = [.. metrics];
        EvaluationMetricNames = [.. _metrics.Select(metric => metric.Info.Name)];
        if (_metrics.Length == 0 || EvaluationMetricNames.Distinct().Count() < _metrics.Length)
        {
            throw new ArgumentException("Expected at least one metric, and each once.", nameof(metrics));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames { get; }

    /// <inheritdoc/>
    public async ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modelResponse);
        var context = additionalContext?.OfType<ReferencesContext>().FirstOrDefault();
        var answer = modelResponse.Text.Trim();
        var results = new List<EvaluationMetric>();
        foreach (var metric in _metrics)
        {
            results.Add(await EvaluateAsync(metric, answer, context, cancellationToken).ConfigureAwait(false));
        }

        return new EvaluationResult(results);
    }

    private static async Task<NumericMetric> EvaluateAsync(
        Metric metric, string answer, ReferencesContext? context, CancellationToken cancellationToken)
    {
        var result = new NumericMetric(metric.Info.Name);
        if (context is null)
        {
            result.AddDiagnostics(EvaluationDiagnostic.Error(
                $"There is no right answer to compare with. Pass a {nameof(ReferencesContext)} as additional context."));
            return result;
        }

        result.AddOrUpdateContext(context);
        try
        {
            // A metric may wait for a model, and its values are read in turn.
            var values = await Task.Run(
                () => context.References.Select(reference => Score(metric, answer, reference, cancellationToken)).ToArray(),
                cancellationToken).ConfigureAwait(false);
            var higher = metric.Info.Direction == Direction.HigherIsBetter;
            result.Value = higher ? values.Max() : values.Min();
            result.Reason = $"{(higher ? "Higher" : "Lower")} is better"
                + (values.Length == 1 ? "." : $"; the best of {values.Length} right answers counts.");
        }
        catch (AcceleratedException exception)
        {
            result.AddDiagnostics(EvaluationDiagnostic.Error(exception.Message));
        }

        return result;
    }

    private static double Score(Metric metric, string answer, string reference, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return metric.Score(answer, reference);
    }
}
