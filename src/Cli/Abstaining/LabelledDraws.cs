using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Abstaining;

/// <summary>Decides on labelled candidates as <c>decode</c> does on those that it draws.</summary>
internal static class LabelledDraws
{
    /// <summary>Fails if votes weigh by how likely they were to be drawn, which labelled candidates do not say.</summary>
    /// <exception cref="OptionException">They do.</exception>
    public static void RequireProbabilities(DecodingOptions decoding)
    {
        if (decoding.DecisionTemperature != 1 && decoding.Sampling.Temperature != 1)
        {
            throw new OptionException(
                "labelled",
                "--labelled does not say how likely its candidates were to be drawn, which --decision-temperature needs at a --temperature "
                + "other than 1. Leave one of the three out.");
        }
    }

    /// <summary>The selection of a labelled problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="decoder">Decides.</param>
    /// <param name="decoding">How candidates become votes.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task<Selection> DecideAsync(
        Problem problem, MetricAwareDecoder decoder, DecodingOptions decoding, CancellationToken cancellation)
    {
        using var drawn = new FixedSource([.. problem.Candidates.Select((candidate, k) =>
            new DrawnCandidate(k, candidate.Text, FinishReason.Unknown)
            {
                Tokens = candidate.Tokens,
                TextTokens = candidate.Tokens?.Count ?? 0,
                LogProbability = candidate.LogProbability,
                SamplingLogProbability = candidate.LogProbability,
            })]);
        var all = decoding with { Candidates = problem.Candidates.Count, Quorum = 1, Stop = null };
        var prompt = new Prompt("") { Id = problem.Id, Language = problem.Candidates[0].Language };
        return (await decoder.With(drawn, all).DecodeAsync(prompt, cancellation).ConfigureAwait(false)).Selection;
    }
}
