using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// How to select: the metric, the weights and the engine. Checked by the constructor of <see cref="Selector"/>.
/// </summary>
/// <param name="Metric">The metric whose expected value is optimised.</param>
public sealed record SelectionOptions(Metric Metric)
{
    /// <summary>How expected values become an answer.</summary>
    public SelectionRule Rule { get; init; }

    /// <summary>
    /// The most texts that <see cref="SelectionRule.Consensus"/> evaluates to change words of its answer, at least 0; 0 leaves it as voted.
    /// </summary>
    public int ConsensusEvaluations { get; init; } = 512;

    /// <summary>
    /// The metric from which on two candidates are alike, as the mean of both directions; at most this for losses. Then
    /// <see cref="Selection.Clusters"/> holds the candidates that are alike, alone or by others between them, of at most 8,192 different
    /// ones. A finite number; null for no clusters.
    /// </summary>
    public double? ClusterThreshold { get; init; }

    /// <summary>
    /// How many different candidates <see cref="Selection.Diverse"/> has, at least 1; null for none. Of at most 8,192 different candidates.
    /// </summary>
    public int? Diverse { get; init; }

    /// <summary>
    /// How much it counts, beside their mean expected metric, how bad the mean metric between the candidates of
    /// <see cref="Selection.Diverse"/> is; at least 0, which takes the best of the ranking.
    /// </summary>
    public double Diversity { get; init; } = 0.5;

    /// <summary>Where the references' weights come from.</summary>
    public WeightSource Weights { get; init; }

    /// <summary>Divides log-probabilities before they become weights; positive. Above 1 flattens the distribution.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>What is changed on the weights once they are known; nothing by default.</summary>
    public WeightAdjustment Adjustment { get; init; }

    /// <summary>How a candidate's row of utilities is reduced to one value; the mean by default.</summary>
    public Risk Risk { get; init; }

    /// <summary>Whether a candidate votes for itself; no effect where a problem has separate references.</summary>
    public SelfPair Self { get; init; }

    /// <summary>How many entries of the ranking to return, at least 1; null for all.</summary>
    public int? Top { get; init; }

    /// <summary>Where pairs are computed.</summary>
    public EngineChoice Engine { get; init; }

    /// <summary>Whether a missing or failing device is an <see cref="EngineException"/> instead of a fallback to the CPU.</summary>
    public bool RequireGpu { get; init; }

    /// <summary>CPU threads, at least 1; the number of cores by default.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// The longest candidate or reference allowed, in the metric's tokens (characters, words, n-grams of the lowest order).
    /// </summary>
    public int LongestCandidate { get; init; } = ProblemEncoder.DefaultLongestCandidate;

    /// <summary>Bootstrap resamples for <see cref="Selection.BestProbability"/>, at least 0; 0 leaves it out.</summary>
    public int BootstrapResamples { get; init; }

    /// <summary>The seed of the bootstrap's random numbers.</summary>
    public ulong BootstrapSeed { get; init; } = 1;

    /// <summary>
    /// Whether the selection holds the whole utility matrix, which takes candidates x references x 4 bytes, and at most as many elements as
    /// an array may have. It is computed by the CPU, whatever the engine.
    /// </summary>
    public bool KeepMatrix { get; init; }

    /// <summary>Checks every value, alone and beside the others.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Metric);
        var rule = new OptionRule(nameof(SelectionOptions));
        rule.Require(Enum.IsDefined(Rule), nameof(Rule), Rule, "Candidates, Bayes or Consensus");
        rule.Require(Enum.IsDefined(Weights), nameof(Weights), Weights, "Uniform, Given or LogProbability");
        rule.Require(Enum.IsDefined(Self), nameof(Self), Self, "Include or Exclude");
        rule.Require(
            Temperature > 0 && double.IsFinite(Temperature),
            nameof(Temperature),
            Temperature,
            "a positive finite number",
            "Use 1 to leave the distribution as it is.");
        rule.Require(
            Temperature == 1 || Weights.IsByModel(),
            nameof(Temperature),
            Temperature,
            "1 unless Weights is LogProbability: the temperature divides log-probabilities");
        Adjustment.Validate();
        rule.Require(Top is null or >= 1, nameof(Top), Top, "at least 1", "Leave it out for the whole ranking.");
        rule.Require(Threads >= 1, nameof(Threads), Threads, "at least 1", "Leave it out for all cores.");
        rule.Require(LongestCandidate >= 1, nameof(LongestCandidate), LongestCandidate, "at least 1");
        rule.Require(
            BootstrapResamples >= 0, nameof(BootstrapResamples), BootstrapResamples, "at least 0", "Use 0 to leave the bootstrap out.");
        rule.Require(
            BootstrapResamples == 0 || Self == SelfPair.Include,
            nameof(BootstrapResamples),
            BootstrapResamples,
            "0 where Self is Exclude: resampled references cannot leave a candidate's own vote out");
        ValidateEngine(rule);
        rule.Require(
            ConsensusEvaluations >= 0, nameof(ConsensusEvaluations), ConsensusEvaluations, "at least 0", "Use 0 for the words as voted.");
        rule.Require(
            ClusterThreshold is null || double.IsFinite(ClusterThreshold.Value),
            nameof(ClusterThreshold),
            ClusterThreshold,
            "a finite number",
            "Leave it out for no clusters.");
        rule.Require(Diverse is null or >= 1, nameof(Diverse), Diverse, "at least 1", "Leave it out for none.");
        rule.Require(
            Diversity >= 0 && double.IsFinite(Diversity),
            nameof(Diversity),
            Diversity,
            "a finite number of at least 0",
            "Use 0 for the best of the ranking.");
        ValidateAnswer(rule);
    }

    private void ValidateEngine(OptionRule rule)
    {
        rule.Require(
            Engine.Kind is null || Enum.IsDefined(Engine.Kind.Value),
            nameof(Engine),
            Engine.Kind,
            $"auto or one of {string.Join(", ", EngineCatalogue.All.Select(engine => engine.Name))}");
        rule.Require(
            Engine.IsDevice || Engine.Devices.IsDefault,
            nameof(Engine),
            Engine,
            "no device numbers: only cuda, opencl and simulator take them");
        rule.Require(
            !RequireGpu || Engine.Kind is null || Engine.IsDevice, nameof(Engine), Engine, "auto or a device where RequireGpu is true");
        rule.Require(
            !RequireGpu || Metric.RunsOnDevices,
            nameof(RequireGpu),
            RequireGpu,
            $"false with metric '{Metric.Info.Name}', which runs on the CPU only",
            "To run on devices, write the metric as a struct (IPairScore).");
    }

    // Those of rules whose answer need not be a candidate.
    private void ValidateAnswer(OptionRule rule)
    {
        if (Rule == SelectionRule.Candidates)
        {
            return;
        }

        rule.Require(
            Rule != SelectionRule.Consensus || Metric.HasConsensus,
            nameof(Rule),
            Rule,
            $"Candidates with metric '{Metric.Info.Name}', which does not compare texts by their words or characters",
            (Metric.HasClosedForm ? "Its best answer is that of Bayes. " : "")
            + "Metrics with a consensus: token-f1, rouge-l, bleu, chrf, wer and others.");
        rule.Require(
            Rule != SelectionRule.Bayes || Metric.HasClosedForm,
            nameof(Rule),
            Rule,
            $"Candidates with metric '{Metric.Info.Name}', which has no closed form",
            $"Metrics with one: {string.Join(", ", ClosedForm.Names)}.");
        rule.Require(Risk.Kind == RiskKind.Mean, nameof(Risk), Risk, $"mean where Rule is {Rule}");
        rule.Require(Self == SelfPair.Include, nameof(Self), Self, $"Include where Rule is {Rule}: its answer has no self pair");
    }
}
