using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// How to select: the metric, what counts how much, and where it is computed. Checked when a <see cref="Selector"/> takes it.
/// </summary>
/// <param name="Metric">The metric whose expected value is to be the best.</param>
public sealed record SelectionOptions(Metric Metric)
{
    /// <summary>How expected values become an answer.</summary>
    public SelectionRule Rule { get; init; }

    /// <summary>Where the references' weights come from.</summary>
    public WeightSource Weights { get; init; }

    /// <summary>Divides log-probabilities before they become weights; positive. Above 1 flattens the distribution.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>What a candidate's row of utilities is worth; the mean by default.</summary>
    public Risk Risk { get; init; }

    /// <summary>Whether a candidate votes for itself; without effect where a problem has references of its own.</summary>
    public SelfPair Self { get; init; }

    /// <summary>How many of the ranking to return, at least 1; null for all.</summary>
    public int? Top { get; init; }

    /// <summary>Where pairs are computed.</summary>
    public EngineChoice Engine { get; init; }

    /// <summary>Whether trouble with a device is an error, instead of a reason to go on with the CPU.</summary>
    public bool RequireGpu { get; init; }

    /// <summary>Threads of the CPU, at least 1; all by default.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// The longest candidate or reference allowed, in the metric's own tokens (characters, words, n-grams of the lowest order).
    /// </summary>
    public int LongestCandidate { get; init; } = ProblemEncoder.DefaultLongestCandidate;

    /// <summary>Draws for the probability of being the best; 0 leaves it out.</summary>
    public int BootstrapResamples { get; init; }

    /// <summary>Names the random numbers of the bootstrap.</summary>
    public ulong BootstrapSeed { get; init; } = 1;

    /// <summary>
    /// Whether the selection holds the whole utility matrix, which takes candidates x references x 4 bytes, and at most as many elements as
    /// an array may have. It is computed by the CPU, whatever the engine.
    /// </summary>
    public bool KeepMatrix { get; init; }

    /// <summary>Checks every value, alone and beside the others.</summary>
    /// <exception cref="OptionException">One is not allowed.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Metric);
        Require(Enum.IsDefined(Rule), "rule", $"Rule {Rule} is not allowed; it must be candidates or bayes. Name one of them.");
        Require(Enum.IsDefined(Weights), "weights", $"Weights {Weights} are not allowed; they must be uniform, given or log-probability. Name one of them.");
        Require(Enum.IsDefined(Self), "self", $"Self pair {Self} is not allowed; it must be include or exclude. Name one of them.");
        Require(Temperature > 0 && double.IsFinite(Temperature), "temperature", $"Temperature {Temperature} is not allowed; it must be positive and finite. 1 leaves the distribution as it is.");
        Require(Temperature == 1 || Weights == WeightSource.LogProbability, "temperature", $"Temperature {Temperature} has nothing to act on; it divides log-probabilities. Use it with weights from log-probabilities, or leave it out.");
        Require(Top is null or >= 1, "top", $"Top {Top} is not allowed; it must be at least 1. Leave it out for the whole ranking.");
        Require(Threads >= 1, "threads", $"{Threads} threads are not allowed; there must be at least 1. Leave the number out for all processors.");
        Require(LongestCandidate >= 1, "longest", $"LongestCandidate {LongestCandidate} is not allowed; it must be at least 1. The default is {ProblemEncoder.DefaultLongestCandidate}.");
        Require(BootstrapResamples >= 0, "bootstrap", $"{BootstrapResamples} bootstrap resamples are not allowed; there must be at least 0, which leaves the bootstrap out.");
        Require(BootstrapResamples == 0 || Self == SelfPair.Include, "bootstrap", $"The bootstrap draws references again and cannot leave a candidate's own vote out. Include the self pair, or leave the bootstrap out.");
        Require(!RequireGpu || Engine.Kind is null || Engine.IsDevice, "engine", $"The engine {Engine} is no GPU, yet one is required. Choose auto or cuda, or do not require it.");
        Require(!RequireGpu || Metric.RunsOnDevices, "engine", $"{Metric.Info.Name} runs on the CPU only, yet a GPU is required. Do not require it, or write the metric as a struct (IPairScore), which runs on devices too.");
        Require(Engine.Kind is null || Enum.IsDefined(Engine.Kind.Value), "engine", $"The engine {Engine.Kind} does not exist; it must be one of {string.Join(", ", EngineCatalogue.All.Select(engine => engine.Name))}. Use EngineChoice.Auto.");
        Require(Engine.IsDevice || Engine.Devices.IsDefault, "engine", $"The engine {Engine} has no devices to choose from. Leave them out, or choose cuda, opencl or simulator.");
        if (Rule == SelectionRule.Bayes)
        {
            Require(Metric.HasClosedForm, "rule", $"{Metric.Info.Name} has no closed form; the rule bayes takes one of {string.Join(", ", ClosedForm.Names)}. Use the rule candidates, or one of these metrics.");
            Require(Risk.Kind == RiskKind.Mean, "rule", $"The rule bayes answers for the mean, not for {Risk}. Use the rule candidates, or the risk mean.");
            Require(Self == SelfPair.Include, "rule", $"The rule bayes makes an answer of its own, which has no self pair to exclude. Use the rule candidates, or include the self pair.");
        }
    }

    private static void Require(bool holds, string option, FormattableString message)
    {
        if (!holds)
        {
            throw new OptionException(option, FormattableString.Invariant(message));
        }
    }
}
