using System.Globalization;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>A problem with its features and weights.</summary>
internal sealed class PreparedProblem
{
    private PreparedProblem(Problem problem, EncodedProblem encoded)
    {
        Problem = problem;
        Encoded = encoded;
    }

    public Problem Problem { get; }

    public EncodedProblem Encoded { get; }

    /// <summary>The references, or the candidates where the problem has none.</summary>
    public IReadOnlyList<Candidate> References => Problem.References ?? Problem.Candidates;

    /// <summary>Encodes a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="options">How to select.</param>
    /// <param name="threads">The most threads that read its texts.</param>
    /// <exception cref="CandidateException">A candidate or reference cannot be used.</exception>
    public static PreparedProblem Of(Problem problem, SelectionOptions options, int threads)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Candidates is not { Count: > 0 })
        {
            var found = problem.Candidates is null ? "null" : "empty";
            throw new CandidateException($"The list of candidates is {found}; expected at least one. Give one, or leave the problem out.");
        }

        var references = problem.References ?? problem.Candidates;
        var role = problem.References is null ? "Candidate" : "Reference";
        for (var k = 0; k < references.Count; k++)
        {
            if (references[k] is null)
            {
                throw new CandidateException($"{role} {k} is null; give a text, which may be empty.", k);
            }
        }

        if (options.KeepMatrix && (long)problem.Candidates.Count * references.Count > Array.MaxLength)
        {
            throw new CandidateException(string.Create(
                CultureInfo.InvariantCulture,
                $"The utility matrix of {problem.Candidates.Count:N0} candidates and {references.Count:N0} references has more than " +
                $"{Array.MaxLength:N0} elements, the limit of an array. Do without SelectionOptions.KeepMatrix, or give fewer."));
        }

        var weights = references.Count == 0
            ? null
            : options.Adjustment.Of(VoteWeights.Of(references, role, options.Weights, options.Temperature), references);
        var encoded = ProblemEncoder.Encode(
            options.Metric, problem.Candidates, problem.References, weights, options.LongestCandidate, threads);
        return new PreparedProblem(problem, encoded);
    }
}
