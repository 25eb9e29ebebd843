using Accelerated.Inference;

namespace Accelerated.Cli.Input.Records;

/// <summary>A problem as read.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Number">The number of its line or record.</param>
/// <param name="Indexes">The index in the input of each candidate, if some were left out; otherwise null.</param>
internal readonly record struct ProblemRecord(Problem Problem, long Number, int[]? Indexes)
{
    /// <summary>The index in the input of a candidate of <see cref="Problem"/>; -1 stays.</summary>
    public int IndexOf(int index) => Indexes is null || index < 0 ? index : Indexes[index];
}
