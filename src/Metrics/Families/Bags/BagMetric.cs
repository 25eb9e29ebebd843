namespace Accelerated.Metrics;

/// <summary>A metric of the family <see cref="MetricFamily.Bags"/>.</summary>
public abstract class BagMetric : Metric
{
    private protected BagMetric(MetricInfo info, IBagEncoder encoder, bool linear, IBagRule? rule) : base(info)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        Encoder = encoder;
        IsLinear = linear;
        Rule = rule;
    }

    /// <inheritdoc/>
    public override MetricFamily Family => MetricFamily.Bags;

    /// <inheritdoc/>
    public override CandidateKey Key => Encoder.Key;

    /// <summary>How answers become bags.</summary>
    public IBagEncoder Encoder { get; }

    /// <summary>
    /// Whether the metric has one order and, for bags of fixed sizes, is linear in the shared count; its expected value then needs no pairs.
    /// </summary>
    public bool IsLinear { get; }

    /// <summary>The metric's closed form: the best of all answers; null where it has none.</summary>
    public IBagRule? Rule { get; }

    /// <inheritdoc/>
    public override Features Encode(IReadOnlyList<Candidate> items, int threads = 1) => Encoder.Encode(items, threads);

    /// <summary>Calls <paramref name="visitor"/> with the score's own type, so that a kernel can be specialised for it.</summary>
    public abstract TResult Accept<TResult>(IBagVisitor<TResult> visitor);
}

/// <inheritdoc cref="BagMetric"/>
/// <typeparam name="TScore">The score.</typeparam>
/// <param name="info">Name, direction, range and symmetry.</param>
/// <param name="encoder">How answers become bags.</param>
/// <param name="score">The score.</param>
/// <param name="linear">See <see cref="BagMetric.IsLinear"/>.</param>
/// <param name="rule">The metric's closed form, where it has one.</param>
public sealed class BagMetric<TScore>(MetricInfo info, IBagEncoder encoder, TScore score, bool linear = false, IBagRule? rule = null)
    : BagMetric(info, encoder, linear, rule) where TScore : unmanaged, IBagScore
{
    /// <summary>The score.</summary>
    public TScore Score { get; } = score;

    /// <inheritdoc/>
    public override TResult Accept<TResult>(IBagVisitor<TResult> visitor) => visitor.Visit(Score);
}
