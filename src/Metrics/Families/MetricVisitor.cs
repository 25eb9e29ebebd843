namespace Accelerated.Metrics;

/// <summary>
/// Receives a metric as its own type, so that code can be specialised for its score: one method a family. Override those of the families
/// that you serve; the others refuse.
/// </summary>
/// <typeparam name="TResult">What a visit returns.</typeparam>
internal abstract class MetricVisitor<TResult>
{
    /// <summary>Receives a metric over bags.</summary>
    /// <exception cref="NotSupportedException">The family is not served.</exception>
    public virtual TResult Visit<TScore>(BagMetric<TScore> metric) where TScore : unmanaged, IBagScore => throw NotServed(metric);

    /// <summary>Receives a metric over sequences.</summary>
    /// <exception cref="NotSupportedException">The family is not served.</exception>
    public virtual TResult Visit<TScore>(AlignmentMetric<TScore> metric)
        where TScore : unmanaged, IAlignmentScore => throw NotServed(metric);

    /// <summary>Receives a metric over numbers.</summary>
    /// <exception cref="NotSupportedException">The family is not served.</exception>
    public virtual TResult Visit<TScore>(NumberMetric<TScore> metric) where TScore : unmanaged, INumberScore => throw NotServed(metric);

    /// <summary>Receives a metric over vectors.</summary>
    /// <exception cref="NotSupportedException">The family is not served.</exception>
    public virtual TResult Visit<TScore>(VectorMetric<TScore> metric) where TScore : unmanaged, IVectorScore => throw NotServed(metric);

    /// <summary>Receives a user's metric, with its score.</summary>
    /// <exception cref="NotSupportedException">The family is not served.</exception>
    public virtual TResult Visit<TElement, TCell, TScore>(CustomMetric metric, TScore score)
        where TElement : unmanaged where TCell : unmanaged where TScore : unmanaged, IScratchPairScore<TElement, TCell> =>
        throw NotServed(metric);

    /// <summary>Receives a user's metric that is a function of texts.</summary>
    /// <exception cref="NotSupportedException">The family is not served.</exception>
    internal virtual TResult Visit(FunctionMetric metric) => throw NotServed(metric);

    private NotSupportedException NotServed(Metric metric) => new(
        $"{GetType().Name} does not serve metrics of the family {metric.Family} such as {metric.Info.Name}. Use another engine.");
}
