namespace Accelerated.Metrics;

/// <summary>Receives a custom metric's score as its own type.</summary>
/// <typeparam name="TResult">What the visit returns.</typeparam>
public interface ICustomVisitor<out TResult>
{
    /// <summary>Receives the score.</summary>
    TResult Visit<TElement, TScore>(TScore score) where TElement : unmanaged where TScore : unmanaged, IPairScore<TElement>;
}
