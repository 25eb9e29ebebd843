using Accelerated.Metrics;

namespace Accelerated.Perf;

/// <summary>The way a user would compute the matrix without this library.</summary>
public interface IPeer
{
    /// <summary>The peer's name in the tables.</summary>
    string Name { get; }

    /// <summary>The metric it computes.</summary>
    string Metric { get; }

    /// <summary>Fills the matrix of all candidates and references, row by row, from the same encoded features.</summary>
    void Fill(EncodedProblem problem, Span<float> matrix);
}
