using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>The weights of a problem's references.</summary>
internal static class VoteWeights
{
    /// <summary>One weight a reference.</summary>
    /// <exception cref="CandidateException">A reference lacks what the source of weights needs, or it is not allowed.</exception>
    public static Weights Of(IReadOnlyList<Candidate> references, string role, WeightSource source, double temperature) => source switch
    {
        WeightSource.Given => Weights.FromGiven(Read(references, role, "weight", "given", reference => reference.Weight)),
        WeightSource.LogProbability => FromLogProbabilities(references, role, temperature),
        _ => Weights.Uniform(references.Count),
    };

    private static Weights FromLogProbabilities(IReadOnlyList<Candidate> references, string role, double temperature)
    {
        Read(references, role, "logprob", "logprob", reference => reference.LogProbability);
        return ModelWeights.Of(references, temperature);
    }

    private static double[] Read(IReadOnlyList<Candidate> references, string role, string field, string source, Func<Candidate, double?> read)
    {
        var values = new double[references.Count];
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = read(references[k]) ?? throw new CandidateException(
                $"{role} {k} has no {field}; weights '{source}' need one on each. Give every {role.ToLowerInvariant()} its '{field}', or use uniform weights.", k);
        }

        return values;
    }
}
