using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Extensions.AI;

/// <summary>
/// How an application draws and selects answers of one kind, in plain values that a configuration can hold, in the words of the tool
/// <c>accelerated</c>. Checked when the application starts.
/// </summary>
public sealed class MetricAwareProfile
{
    /// <summary>
    /// The metric whose expected value is optimised, as <see cref="Metrics.Metric.Parse"/> reads it: <c>huber:delta=2</c>.
    /// </summary>
    public string Metric { get; set; } = "token-f1";

    /// <summary>How many candidates are drawn, at least 1; 16 by default.</summary>
    public int Candidates { get; set; } = 16;

    /// <summary>The fewest votes that a decision may rest on, 1 to <see cref="Candidates"/>; 1 by default.</summary>
    public int Quorum { get; set; } = 1;

    /// <summary>
    /// How expected values become an answer: <c>candidates</c>, the default; <c>bayes</c>, the closed form of metrics that have one; or
    /// <c>consensus</c>, an answer put together from the candidates' words.
    /// </summary>
    public string Rule { get; set; } = "candidates";

    /// <summary>
    /// Where votes get their weights: <c>uniform</c>, the default, <c>logprob</c>, <c>logprob-per-token</c> or, for selectors alone,
    /// <c>given</c>.
    /// </summary>
    public string Weights { get; set; } = "uniform";

    /// <summary>How a row of utilities becomes one value, as <see cref="Metrics.Risk.Parse"/> reads it; <c>mean</c> by default.</summary>
    public string Risk { get; set; } = "mean";

    /// <summary>The temperature of drawing, at least 0; 1, the default, is the model's own distribution.</summary>
    public double Temperature { get; set; } = 1;

    /// <summary>The probability of the likeliest tokens that are kept, above 0 up to 1; 1, the default, keeps all.</summary>
    public double TopP { get; set; } = 1;

    /// <summary>
    /// The most tokens of an answer, 1 to <see cref="SamplingOptions.LargestMaxTokens"/>. Null, the default, leaves the limit of a chat
    /// client to its service, and is 64 for a decoder.
    /// </summary>
    public int? MaxTokens { get; set; }

    /// <summary>The seed of the draws. Null, the default, sends none to a service, and is 1 for a decoder.</summary>
    public long? Seed { get; set; }

    /// <summary>Where pairs are computed, as <see cref="EngineChoice.Parse"/> reads it; <c>auto</c> by default.</summary>
    public string Engine { get; set; } = "auto";

    /// <summary>Whether a missing or failing device is an error instead of a fallback to the CPU; false by default.</summary>
    public bool RequireGpu { get; set; }

    /// <summary>CPU threads of a selection, at least 1; the number of cores by default.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// What finds the answer that votes in a text, as <see cref="AnswerExtractor.Parse"/> reads it; null, the default, for the whole text.
    /// </summary>
    public string? Extract { get; set; }

    /// <summary>The temperature that votes are weighted for, above 0; 1, the default, leaves them as they were drawn.</summary>
    public double DecisionTemperature { get; set; } = 1;

    /// <summary>How to select.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    internal SelectionOptions Selection() => new(MetricCatalogue.Parse(Metric))
    {
        Rule = SelectionRules.Names.First(named => named.Name == Rule).Rule,
        Weights = WeightSources.Names.First(named => named.Name == Weights).Source,
        Risk = Metrics.Risk.Parse(Risk),
        Engine = EngineChoice.Parse(Engine),
        RequireGpu = RequireGpu,
        Threads = Threads,
    };

    /// <summary>How to draw, for a decoder.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    internal DecodingOptions Decoding() => Decoding(new SamplingOptions().MaxTokens);

    /// <summary>How to draw, for a chat client.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    internal DecodingOptions ChatDecoding() => Decoding(SamplingOptions.LargestMaxTokens);

    private DecodingOptions Decoding(int usualMaxTokens) => new()
    {
        Candidates = Candidates,
        Quorum = Quorum,
        Answer = Extract is null ? null : AnswerExtractor.Parse(Extract),
        DecisionTemperature = DecisionTemperature,
        Sampling = new SamplingOptions
        {
            Temperature = Temperature,
            TopP = TopP,
            MaxTokens = MaxTokens ?? usualMaxTokens,
            Seed = Seed ?? new SamplingOptions().Seed,
        },
    };
}
