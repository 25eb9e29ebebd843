using Accelerated.Metrics;

namespace Accelerated.Perf;

/// <summary>An implementation of the matrix without this library.</summary>
public interface IPeer
{
    /// <summary>The peer's name in the tables.</summary>
    string Name { get; }

    /// <summary>Whether it computes this metric.</summary>
    bool Computes(string metric);

    /// <summary>Prepares a problem from the same encoded features; the result fills one row of the matrix.</summary>
    PeerRow Prepare(EncodedProblem problem);
}
