using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>The weights of a problem's references.</summary>
internal static class VoteWeights
{
    /// <summary>One weight for each reference.</summary>
    /// <exception cref="CandidateException">A reference lacks the weight or log-probability, or its value is not allowed.</exception>
    public static Weights Of(IReadOnlyList<Candidate> references, string role, WeightSource source, double temperature) => source switch
    {
        WeightSource.Given => Weights.FromGiven(Read(references, role, nameof(Candidate.Weight), source, reference => reference.Weight)),
        WeightSource.LogProbability or WeightSource.LogProbabilityPerToken => ByModel(references, role, source, temperature),
        _ => Weights.Uniform(references.Count),
    };

    private static Weights ByModel(IReadOnlyList<Candidate> references, string role, WeightSource source, double temperature)
    {
        Read(references, role, nameof(Candidate.LogProbability), source, reference => reference.LogProbability);
        if (source == WeightSource.LogProbability)
        {
            return ModelWeights.Of(references, temperature);
        }

        var lengths = Read(references, role, nameof(Candidate.Tokens), source, reference => reference.Tokens?.Count);
        return ModelWeights.Of(
            [.. references.Select(
                (reference, k) => reference with { LogProbability = reference.LogProbability / Math.Max(1, lengths[k]) })],
            temperature);
    }

    private static double[] Read(
        IReadOnlyList<Candidate> references, string role, string member, WeightSource source, Func<Candidate, double?> read)
    {
        var values = new double[references.Count];
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = read(references[k]) ?? throw new CandidateException(
                $"{role} {k} has no {member}, which WeightSource.{source} needs. Set Candidate.{member} of every " +
                $"{role.ToLowerInvariant()}, or use WeightSource.Uniform.",
                k);
        }

        return values;
    }
}
