using Accelerated.Metrics;

namespace Accelerated.Inference.Engines;

/// <summary>A batch of equal problems that engines are timed on.</summary>
/// <param name="problems">Problems of the batch.</param>
/// <param name="count">Candidates of each.</param>
/// <param name="problem">Creates the problem when it is first needed.</param>
internal sealed class GridPoint(int problems, int count, Func<EncodedProblem> problem)
{
    private readonly Lazy<EncodedProblem> _problem = new(problem);

    /// <summary>Problems of the batch.</summary>
    public int Problems => problems;

    /// <summary>Candidates of each.</summary>
    public int Count => count;

    /// <summary>The problems.</summary>
    public EncodedProblem[] Batch => [.. Enumerable.Repeat(_problem.Value, problems)];

    /// <summary>The work of all.</summary>
    public Work Work => Work.Of(_problem.Value).Times(problems);
}
