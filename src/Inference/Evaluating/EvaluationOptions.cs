using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>How rules are compared.</summary>
public sealed class EvaluationOptions
{
    /// <summary>Creates one.</summary>
    /// <param name="metrics">The metrics that measure, and by which the metric-aware rules decide; each once, at least one.</param>
    public EvaluationOptions(IReadOnlyList<Metrics.Metric> metrics)
    {
        Metrics = metrics;
    }

    /// <summary>The metrics that measure, and by which the metric-aware rules decide; each once, at least one.</summary>
    public IReadOnlyList<Metrics.Metric> Metrics { get; }

    /// <summary>Where the votes' weights come from.</summary>
    public WeightSource Weights { get; init; }

    /// <summary>What is changed on the weights.</summary>
    internal WeightAdjustment Adjustment { get; init; }

    /// <summary>Resamples of the items for each interval, at least 1.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Names the random numbers of the resampling.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Finds the answer in a text; null where the text is the answer.</summary>
    internal IAnswerExtractor? Extractor { get; init; }

    /// <summary>What becomes of an item for which a rule has no answer.</summary>
    internal UnansweredItems Unanswered { get; init; }

    /// <summary>What an answer is worth against several right ones.</summary>
    internal GoldReduction GoldReduction { get; init; }

    /// <summary>Metrics and statistics of all items that measure and do not decide, as <see cref="MeasureCatalogue"/> reads them.</summary>
    internal IReadOnlyList<string> Judges { get; init; } = [];

    /// <summary>
    /// The metric-aware rules' forms; null stands for the closed form of metrics over numbers, and the candidates of others.
    /// </summary>
    internal IReadOnlyList<SelectionRule?> Forms { get; init; } = [null];

    /// <summary>The risks by which metric-aware rules decide.</summary>
    internal IReadOnlyList<Risk> Risks { get; init; } = [Risk.Mean];

    /// <summary>Whether candidates vote for themselves.</summary>
    internal IReadOnlyList<SelfPair> Selves { get; init; } = [SelfPair.Include];

    /// <summary>How candidates name the system they come from, each of which has a row.</summary>
    internal SourceRows Sources { get; init; }

    /// <summary>The row that differences are from; null for the first rule.</summary>
    internal string? Baseline { get; init; }

    /// <summary>Numbers of candidates to decide among, each at least 1; each has a row for each metric.</summary>
    internal IReadOnlyList<int> SweepCounts { get; init; } = [];

    /// <summary>Temperatures of weights from log-probabilities, positive; each has a row for each metric.</summary>
    internal IReadOnlyList<double> SweepTemperatures { get; init; } = [];

    /// <summary>Sources of weights; each has a row for each metric.</summary>
    internal IReadOnlyList<WeightSource> SweepWeights { get; init; } = [];

    /// <summary>Whether some rule weighs by log-probabilities.</summary>
    internal bool NeedsLogProbabilities =>
        Weights.IsByModel() || SweepTemperatures.Count > 0 || SweepWeights.Any(weights => weights.IsByModel());

    /// <summary>The mean risk that answers above a threshold are to keep; null where no threshold is sought.</summary>
    internal double? TargetRisk { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="OptionException">One is not allowed.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Metrics);
        if (Metrics.Any(metric => metric is null))
        {
            throw new OptionException("metric", $"One of {Metrics.Count} metrics is null; each must be one. Leave it out.");
        }

        if (Metrics.Count == 0 || Metrics.Select(metric => metric.Info.Name).Distinct().Count() != Metrics.Count)
        {
            throw new OptionException(
                "metric", $"{Metrics.Count} metrics are given; there must be at least one, and each once. Name them.");
        }

        Adjustment.Validate();
        if (TargetRisk is { } risk && !(risk >= 0 && double.IsFinite(risk)))
        {
            throw new OptionException(
                "target-risk",
                FormattableString.Invariant($"Invalid value '{risk}' for --target-risk: expected a number of at least 0, e.g. 0.2."));
        }

        if (Resamples < 1)
        {
            throw new OptionException(
                "bootstrap",
                FormattableString.Invariant($"{Resamples} resamples are not allowed; there must be at least 1. The usual number is 2000."));
        }
    }
}
