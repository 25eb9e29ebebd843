namespace Accelerated.Inference;

/// <summary>Candidates that are alike by the metric; see <see cref="SelectionOptions.ClusterThreshold"/>.</summary>
public readonly struct CandidateCluster
{
    internal CandidateCluster(IReadOnlyList<int> candidates, double mass) => (Candidates, Mass) = (candidates, mass);

    /// <summary>The candidates' indices in their problem, those with the best expected metric first.</summary>
    public IReadOnlyList<int> Candidates { get; }

    /// <summary>Their share, 0 to 1, of the weight of all candidates that the metric can read.</summary>
    public double Mass { get; }
}
