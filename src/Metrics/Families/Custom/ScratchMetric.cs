namespace Accelerated.Metrics;

/// <summary>A metric of the user's own whose score needs scratch memory, such as a dynamic programme.</summary>
/// <typeparam name="TElement">The element of a feature row.</typeparam>
/// <typeparam name="TCell">The element of the scratch.</typeparam>
/// <typeparam name="TScore">The score.</typeparam>
public sealed class ScratchMetric<TElement, TCell, TScore> : CustomMetric
    where TElement : unmanaged where TCell : unmanaged where TScore : unmanaged, IScratchPairScore<TElement, TCell>
{
    private readonly TScore _score;

    /// <summary>Creates the metric.</summary>
    /// <param name="info">Name, direction, range and symmetry.</param>
    /// <param name="encode">A candidate's feature row. Called once a candidate, from one thread at a time.</param>
    /// <param name="score">The score.</param>
    public ScratchMetric(MetricInfo info, Func<Candidate, TElement[]> encode, TScore score)
        : this(info, CandidateKey.Everything, RowByRow(info, encode), score)
    {
    }

    internal ScratchMetric(MetricInfo info, CandidateKey key, Func<IReadOnlyList<Candidate>, int, Features> encode, TScore score)
        : base(info, key, encode) => _score = score;

    /// <inheritdoc/>
    public override TResult Accept<TResult>(MetricVisitor<TResult> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.Visit<TElement, TCell, TScore>(this, _score);
    }
}
