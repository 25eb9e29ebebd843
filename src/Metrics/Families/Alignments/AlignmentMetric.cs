namespace Accelerated.Metrics;

/// <summary>A metric of the family <see cref="MetricFamily.Alignments"/>.</summary>
internal abstract class AlignmentMetric : Metric
{
    private protected AlignmentMetric(MetricInfo info, ISequenceEncoder encoder, AlignmentStatistic statistic) : base(info)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        Encoder = encoder;
        Statistic = statistic;
    }

    /// <inheritdoc/>
    internal override MetricFamily Family => MetricFamily.Alignments;

    /// <inheritdoc/>
    public override CandidateKey Key => Encoder.Key;

    /// <summary>How answers become sequences.</summary>
    public ISequenceEncoder Encoder { get; }

    /// <summary>The statistic of a pair that the score reads.</summary>
    public AlignmentStatistic Statistic { get; }

    /// <inheritdoc/>
    internal override bool CannotCut(Candidate candidate) => Encoder.CannotCut(candidate);

    /// <inheritdoc/>
    internal override Features Encode(IReadOnlyList<Candidate> items, int threads = 1) => Encoder.Encode(items, threads);
}

/// <inheritdoc cref="AlignmentMetric"/>
/// <typeparam name="TScore">The score.</typeparam>
/// <param name="info">Name, direction, range and symmetry.</param>
/// <param name="encoder">How answers become sequences.</param>
/// <param name="statistic">The statistic of a pair that the score reads.</param>
/// <param name="score">The score.</param>
internal sealed class AlignmentMetric<TScore>(MetricInfo info, ISequenceEncoder encoder, AlignmentStatistic statistic, TScore score)
    : AlignmentMetric(info, encoder, statistic) where TScore : unmanaged, IAlignmentScore
{
    /// <summary>The score.</summary>
    public TScore Formula { get; } = score;

    /// <inheritdoc/>
    internal override TResult Accept<TResult>(MetricVisitor<TResult> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.Visit(this);
    }
}
