namespace Accelerated.Metrics;

/// <summary>Computes the utilities of a user's metric on the CPU, for one thread at a time.</summary>
internal interface IRowScorer : IDisposable
{
    /// <summary>The utilities of a row against consecutive columns.</summary>
    /// <exception cref="ScorerException">The user's code failed.</exception>
    void Fill(int row, int firstColumn, Span<double> utilities, CancellationToken cancellation);
}
