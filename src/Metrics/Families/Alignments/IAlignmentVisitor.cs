namespace Accelerated.Metrics;

/// <summary>Receives an alignment metric's score as its own type.</summary>
/// <typeparam name="TResult">What the visit returns.</typeparam>
public interface IAlignmentVisitor<out TResult>
{
    /// <summary>Receives the score.</summary>
    TResult Visit<TScore>(TScore score) where TScore : unmanaged, IAlignmentScore;
}
