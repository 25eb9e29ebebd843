namespace Accelerated.Metrics;

/// <summary>A metric of the user's own: features of any unmanaged element, and a struct that reads a pair of rows.</summary>
public abstract class CustomMetric : Metric
{
    private readonly Func<IReadOnlyList<Candidate>, int, Features> _encode;

    private protected CustomMetric(MetricInfo info, CandidateKey key, Func<IReadOnlyList<Candidate>, int, Features> encode) : base(info)
    {
        Key = key;
        _encode = encode;
    }

    /// <inheritdoc/>
    public override MetricFamily Family => MetricFamily.Custom;

    /// <inheritdoc/>
    public override CandidateKey Key { get; }

    /// <inheritdoc/>
    public override Features Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return _encode(items, threads);
    }

    /// <summary>A metric over sequences of dense ids.</summary>
    internal static ScratchMetric<int, TCell, TScore> OverSequences<TCell, TScore>(MetricInfo info, ISequenceEncoder encoder, TScore score)
        where TCell : unmanaged where TScore : unmanaged, IScratchPairScore<int, TCell> =>
        new(info, encoder.Key, (items, threads) => new CustomFeatures<int>(encoder.Encode(items, threads).Sequences), score);

    private protected static Func<IReadOnlyList<Candidate>, int, Features> RowByRow<TElement>(MetricInfo info, Func<Candidate, TElement[]> encode)
        where TElement : unmanaged
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(encode);
        var encoder = new RowEncoder<TElement>(info.Name, encode);
        return (items, _) => encoder.Encode(items);
    }
}

/// <inheritdoc cref="CustomMetric"/>
/// <typeparam name="TElement">The element of a feature row.</typeparam>
/// <typeparam name="TScore">The score.</typeparam>
/// <param name="info">Name, direction, range and symmetry.</param>
/// <param name="encode">A candidate's feature row. Called once a candidate, from one thread at a time.</param>
/// <param name="score">The score.</param>
public sealed class CustomMetric<TElement, TScore>(MetricInfo info, Func<Candidate, TElement[]> encode, TScore score)
    : CustomMetric(info, CandidateKey.Everything, RowByRow(info, encode)) where TElement : unmanaged where TScore : unmanaged, IPairScore<TElement>
{
    /// <inheritdoc/>
    public override TResult Accept<TResult>(MetricVisitor<TResult> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.Visit<TElement, byte, Unscratched<TElement, TScore>>(this, new(score));
    }
}
