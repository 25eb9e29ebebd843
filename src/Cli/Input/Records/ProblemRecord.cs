using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input.Records;

/// <summary>A problem as read.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Number">The number of its line or record.</param>
/// <param name="Indexes">The index in the input of each candidate, if some were left out; otherwise null.</param>
internal readonly record struct ProblemRecord(Problem Problem, long Number, int[]? Indexes)
{
    /// <summary>The candidates at their indexes in the input, null where one was left out, so that each source keeps its index.</summary>
    public IReadOnlyList<Candidate> AtTheirIndexes()
    {
        if (Indexes is null)
        {
            return Problem.Candidates;
        }

        var all = new Candidate?[Indexes[^1] + 1];
        for (var i = 0; i < Indexes.Length; i++)
        {
            all[Indexes[i]] = Problem.Candidates[i];
        }

        return all!;
    }

    /// <summary>The index in the input of a candidate of <see cref="Problem"/>; -1 stays.</summary>
    public int IndexOf(int index) => Indexes is null || index < 0 ? index : Indexes[index];
}
