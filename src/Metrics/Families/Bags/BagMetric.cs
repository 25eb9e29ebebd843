namespace Accelerated.Metrics;

/// <summary>A metric of the family <see cref="MetricFamily.Bags"/>.</summary>
internal abstract class BagMetric : Metric
{
    private protected BagMetric(MetricInfo info, IBagEncoder encoder, bool linear, IBagRule? rule) : base(info)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        Encoder = encoder;
        Reduction = linear ? RowReduction.SharedCounts : RowReduction.Pairs;
        Rule = rule;
    }

    /// <inheritdoc/>
    internal override MetricFamily Family => MetricFamily.Bags;

    /// <inheritdoc/>
    public override CandidateKey Key => Encoder.Key;

    /// <summary>How answers become bags.</summary>
    public IBagEncoder Encoder { get; }

    /// <inheritdoc/>
    internal override RowReduction Reduction { get; }

    /// <inheritdoc/>
    public override bool HasClosedForm => Rule is not null;

    /// <inheritdoc/>
    internal override bool HasConsensus => base.HasConsensus && Rule is not ModeRule;

    /// <summary>The metric's closed form: the best of all answers; null where it has none.</summary>
    public IBagRule? Rule { get; }

    /// <inheritdoc/>
    internal override bool CannotCut(Candidate candidate) => Encoder.CannotCut(candidate);

    /// <inheritdoc/>
    internal override Features Encode(IReadOnlyList<Candidate> items, int threads = 1) => Encoder.Encode(items, threads);
}

/// <inheritdoc cref="BagMetric"/>
/// <typeparam name="TScore">The score.</typeparam>
/// <param name="info">Name, direction, range and symmetry.</param>
/// <param name="encoder">How answers become bags.</param>
/// <param name="score">The score.</param>
/// <param name="linear">Whether the metric has one order and, for bags of fixed sizes, is linear in the shared count.</param>
/// <param name="rule">The metric's closed form, where it has one.</param>
internal sealed class BagMetric<TScore>(MetricInfo info, IBagEncoder encoder, TScore score, bool linear = false, IBagRule? rule = null)
    : BagMetric(info, encoder, linear, rule) where TScore : unmanaged, IBagScore
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
