namespace Accelerated.Metrics;

/// <summary>A user's metric whose score needs scratch memory, such as a dynamic programme.</summary>
/// <remarks>
/// Where the engine is chosen automatically, a pair is taken to cost the product of its rows' lengths; a
/// <see cref="CustomMetric{TElement, TScore}"/> is taken to read its rows once.
/// </remarks>
/// <typeparam name="TElement">The element of a feature row.</typeparam>
/// <typeparam name="TCell">The element of the scratch.</typeparam>
/// <typeparam name="TScore">The score.</typeparam>
public sealed class ScratchMetric<TElement, TCell, TScore> : CustomMetric
    where TElement : unmanaged where TCell : unmanaged where TScore : unmanaged, IScratchPairScore<TElement, TCell>
{
    private readonly TScore _score;

    /// <summary>Creates the metric.</summary>
    /// <param name="info">Name, direction, range and symmetry.</param>
    /// <param name="encode">
    /// A candidate's feature row. Called once a distinct candidate, by one thread at a time over all problems, so that it may keep a
    /// dictionary.
    /// </param>
    /// <param name="score">The score.</param>
    /// <param name="key">What <paramref name="encode"/> reads of a candidate; candidates equal in it are encoded and scored once.</param>
    /// <param name="nonFinite">What a utility that is not a finite number means.</param>
    /// <exception cref="ArgumentException">Such utilities are to count as the worst, and the range has no finite worst value.</exception>
    public ScratchMetric(
        MetricInfo info,
        Func<Candidate, TElement[]> encode,
        TScore score,
        CandidateKey key = CandidateKey.Everything,
        NonFiniteUtility nonFinite = NonFiniteUtility.Error)
        : this(info, key, RowByRow(encode), score, nonFinite)
    {
    }

    internal ScratchMetric(
        MetricInfo info, CandidateKey key, Func<IReadOnlyList<Candidate>, int, Features> encode, TScore score, NonFiniteUtility nonFinite)
        : base(info, key, encode, nonFinite) => _score = score;

    /// <inheritdoc/>
    internal override bool HasScratch => true;

    /// <inheritdoc/>
    internal override TResult Accept<TResult>(MetricVisitor<TResult> visitor) => Accept<TElement, TCell, TScore, TResult>(visitor, _score);
}
