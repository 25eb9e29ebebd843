namespace Accelerated.Inference;

/// <summary>Where the references' weights come from.</summary>
public enum WeightSource
{
    /// <summary>Monte Carlo: every sample counts the same, duplicates as often as they were drawn.</summary>
    Uniform,

    /// <summary>
    /// The model's own distribution: weights in proportion to exp(log-probability / temperature). A sample drawn twice counts once, for
    /// its probability already says how likely it is; samples are the same where text and token ids are.
    /// </summary>
    LogProbability,

    /// <summary>The weight that each reference carries, in any unit.</summary>
    Given,

    /// <summary>
    /// As <see cref="LogProbability"/>, with each log-probability divided by the number of the reference's tokens, so that long answers do
    /// not count less for their length; an arbitrary but usual correction. Every reference needs its tokens.
    /// </summary>
    LogProbabilityPerToken,
}

internal static class WeightSources
{
    /// <summary>The sources by the names that a command line gives them.</summary>
    public static IReadOnlyList<(string Name, WeightSource Source)> Names { get; } =
    [
        ("uniform", WeightSource.Uniform), ("logprob", WeightSource.LogProbability),
        ("logprob-per-token", WeightSource.LogProbabilityPerToken), ("given", WeightSource.Given),
    ];

    /// <summary>The name of a source.</summary>
    public static string NameOf(WeightSource source) => Names.First(named => named.Source == source).Name;

    /// <summary>Whether weights come from log-probabilities, which a temperature divides and under which duplicates count once.</summary>
    public static bool IsByModel(this WeightSource source) => source is WeightSource.LogProbability or WeightSource.LogProbabilityPerToken;
}
