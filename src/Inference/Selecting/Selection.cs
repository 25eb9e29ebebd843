namespace Accelerated.Inference;

/// <summary>The selected answer of one problem, with the ranking and its uncertainty.</summary>
public sealed class Selection
{
    internal Selection()
    {
    }

    /// <summary>The problem's id.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>The chosen candidate's index; -1 where the answer is not a candidate.</summary>
    public int Index { get; internal init; }

    /// <summary>The chosen text.</summary>
    public string Text { get; internal init; } = "";

    /// <summary>The weighted mean of the metric over the references, in its unit and direction; NaN where no reference votes.</summary>
    public double Expected { get; internal init; }

    /// <summary>The value of <see cref="SelectionOptions.Risk"/>; <see cref="Expected"/> for the mean.</summary>
    public double Risk { get; internal init; }

    /// <summary>The closed-form answer, under <see cref="SelectionRule.Bayes"/>.</summary>
    public Answer? Value { get; internal init; }

    /// <summary>The answer's words, under <see cref="SelectionRule.Consensus"/>; null under other rules.</summary>
    public IReadOnlyList<ConsensusWord>? Words { get; internal init; }

    /// <summary>The fields of the answer, under a metric over records; otherwise none.</summary>
    public IReadOnlyList<SelectedField> Fields { get; internal init; } = [];

    /// <summary>
    /// The candidates, best first, at most <see cref="SelectionOptions.Top"/>, without those that the metric cannot read.
    /// </summary>
    public IReadOnlyList<RankedCandidate> Ranking { get; internal init; } = [];

    /// <summary>The standard error of <see cref="Expected"/>; NaN where fewer than two references vote.</summary>
    public double StandardError { get; internal init; }

    /// <summary>
    /// How much better the chosen one is than the best other candidate that is not equal to it, at least 0; NaN where there is none.
    /// </summary>
    public double Margin { get; internal init; }

    /// <summary>The effective number of references behind <see cref="Expected"/>: 1 over the sum of squared weights (Kish 1965).</summary>
    public double EffectiveSamples { get; internal init; }

    /// <summary>
    /// The bootstrap probability, 0..1, that the chosen one is the best had other references been drawn; null where the bootstrap is off.
    /// </summary>
    public double? BestProbability { get; internal init; }

    /// <summary>
    /// The candidates that are alike by the metric, the heaviest first, where <see cref="SelectionOptions.ClusterThreshold"/> is set;
    /// otherwise null.
    /// </summary>
    public IReadOnlyList<CandidateCluster>? Clusters { get; internal init; }

    /// <summary>
    /// The entropy of the clusters' shares in nats, 0 where all candidates are alike (semantic entropy; Kuhn, Gal and Farquhar 2023, with
    /// the metric in place of entailment); null without clusters.
    /// </summary>
    public double? ClusterEntropy => Clusters is { } clusters ? ClusterSearch.Entropy(clusters) : null;

    /// <summary>
    /// Candidates that are good and differ from each other, in the order in which they were taken, where
    /// <see cref="SelectionOptions.Diverse"/> is set; otherwise null. Each is the one with which the mean expected metric (or risk) and,
    /// times <see cref="SelectionOptions.Diversity"/>, the mean difference of all pairs is best: greedily, so that a better set may exist.
    /// </summary>
    public IReadOnlyList<RankedCandidate>? Diverse { get; internal init; }

    /// <summary>The number of candidates and references that the metric cannot read; the other references take their weight.</summary>
    public int Skipped { get; internal init; }

    /// <summary>The name of the engine, as in <c>cpu</c> or <c>cuda</c>.</summary>
    public string Engine { get; internal init; } = "";

    /// <summary>The CPU's instruction set or the device's name.</summary>
    public string Device { get; internal init; } = "";

    /// <summary>
    /// Why the selection fell back from a device to the CPU; null where it did not. Where <see cref="Engine"/> is the device, only the
    /// winner's row was computed on the CPU.
    /// </summary>
    public string? Fallback { get; internal init; }

    /// <summary>
    /// The utilities, candidates x references in row-major order, where <see cref="SelectionOptions.KeepMatrix"/> is set; NaN where the
    /// metric cannot read one of the pair.
    /// </summary>
    public float[]? Matrix { get; internal init; }
}
