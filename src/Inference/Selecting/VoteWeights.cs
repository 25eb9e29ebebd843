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
        WeightSource.LogProbability => FromLogProbabilities(references, role, temperature),
        _ => Weights.Uniform(references.Count),
    };

    private static Weights FromLogProbabilities(IReadOnlyList<Candidate> references, string role, double temperature)
    {
        Read(references, role, nameof(Candidate.LogProbability), WeightSource.LogProbability, reference => reference.LogProbability);
        return ModelWeights.Of(references, temperature);
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
