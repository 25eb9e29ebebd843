namespace Accelerated.Metrics;

/// <summary>A metric of the user: features of any unmanaged element, and a struct that reads a pair of rows.</summary>
public abstract class CustomMetric : Metric
{
    private readonly Func<IReadOnlyList<Candidate>, int, Features> _encode;

    private protected CustomMetric(
        MetricInfo info, CandidateKey key, Func<IReadOnlyList<Candidate>, int, Features> encode, NonFiniteUtility nonFinite) : base(info)
    {
        Key = key;
        NonFinite = nonFinite;
        _encode = encode;
        if (nonFinite == NonFiniteUtility.Worst)
        {
            info.RequireWorst();
        }
    }

    /// <inheritdoc/>
    internal override MetricFamily Family => MetricFamily.Custom;

    /// <inheritdoc/>
    public override CandidateKey Key { get; }

    /// <summary>What a utility that is not a finite number means.</summary>
    public NonFiniteUtility NonFinite { get; }

    /// <inheritdoc/>
    internal override Features Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return _encode(items, threads);
    }

    /// <summary>A metric over sequences of dense ids.</summary>
    internal static ScratchMetric<int, TCell, TScore> OverSequences<TCell, TScore>(MetricInfo info, ISequenceEncoder encoder, TScore score)
        where TCell : unmanaged where TScore : unmanaged, IScratchPairScore<int, TCell> =>
        new(
            info,
            encoder.Key,
            (items, threads) => new CustomFeatures<int>(encoder.Encode(items, threads).Sequences),
            score,
            NonFiniteUtility.Error);

    private protected static Func<IReadOnlyList<Candidate>, int, Features> RowByRow<TElement>(Func<Candidate, TElement[]> encode)
        where TElement : unmanaged
    {
        ArgumentNullException.ThrowIfNull(encode);
        var encoder = new RowEncoder<TElement>(encode);
        return (items, _) => encoder.Encode(items);
    }

    private protected TResult Accept<TElement, TCell, TScore, TResult>(MetricVisitor<TResult> visitor, TScore score)
        where TElement : unmanaged where TCell : unmanaged where TScore : unmanaged, IScratchPairScore<TElement, TCell>
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return NonFinite == NonFiniteUtility.Error
            ? visitor.Visit<TElement, TCell, TScore>(this, score)
            : visitor.Visit<TElement, TCell, WorstIfNotFinite<TElement, TCell, TScore>>(this, new(score, Info.Worst));
    }
}

/// <inheritdoc cref="CustomMetric"/>
/// <typeparam name="TElement">The element of a feature row.</typeparam>
/// <typeparam name="TScore">The score.</typeparam>
/// <param name="info">Name, direction, range and symmetry.</param>
/// <param name="encode">
/// A candidate's feature row. Called once a distinct candidate, by one thread at a time over all problems, so that it may keep a
/// dictionary.
/// </param>
/// <param name="score">The score.</param>
/// <param name="key">What <paramref name="encode"/> reads of a candidate; candidates equal in it are encoded and scored once.</param>
/// <param name="nonFinite">What a utility that is not a finite number means.</param>
/// <exception cref="ArgumentException">Such utilities are to count as the worst, and the range has no finite worst value.</exception>
public sealed class CustomMetric<TElement, TScore>(
    MetricInfo info,
    Func<Candidate, TElement[]> encode,
    TScore score,
    CandidateKey key = CandidateKey.Everything,
    NonFiniteUtility nonFinite = NonFiniteUtility.Error)
    : CustomMetric(info, key, RowByRow(encode), nonFinite) where TElement : unmanaged where TScore : unmanaged, IPairScore<TElement>
{
    /// <inheritdoc/>
    internal override TResult Accept<TResult>(MetricVisitor<TResult> visitor) =>
        Accept<TElement, byte, Unscratched<TElement, TScore>, TResult>(visitor, new(score));
}
