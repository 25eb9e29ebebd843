namespace Accelerated.Metrics;

/// <summary>A metric of the user's own: features of any unmanaged element, and a struct that reads a pair of rows.</summary>
public abstract class CustomMetric : Metric
{
    private protected CustomMetric(MetricInfo info) : base(info)
    {
    }

    /// <inheritdoc/>
    public override MetricFamily Family => MetricFamily.Custom;

    /// <inheritdoc/>
    public override CandidateKey Key => CandidateKey.Everything;
}

/// <inheritdoc cref="CustomMetric"/>
/// <typeparam name="TElement">The element of a feature row.</typeparam>
/// <typeparam name="TScore">The score.</typeparam>
/// <param name="info">Name, direction, range and symmetry.</param>
/// <param name="encode">A candidate's feature row. Called once a candidate, from one thread at a time.</param>
/// <param name="score">The score.</param>
public sealed class CustomMetric<TElement, TScore>(MetricInfo info, Func<Candidate, TElement[]> encode, TScore score)
    : CustomMetric(info) where TElement : unmanaged where TScore : unmanaged, IPairScore<TElement>
{
    private readonly Func<Candidate, TElement[]> _encode = encode ?? throw new ArgumentNullException(nameof(encode));

    /// <summary>The score.</summary>
    public TScore Score { get; } = score;

    /// <inheritdoc/>
    public override Features Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var offsets = new int[items.Count + 1];
        var values = new List<TElement>();
        for (var i = 0; i < items.Count; i++)
        {
            values.AddRange(_encode(items[i]) ?? throw new CandidateException($"The encoder of {Info.Name} returned null for candidate {i}; return an empty row instead.", i));
            offsets[i + 1] = values.Count;
        }

        return new CustomFeatures<TElement>(new RaggedRows<TElement>(offsets, [.. values]));
    }

    /// <inheritdoc/>
    public override TResult Accept<TResult>(MetricVisitor<TResult> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.Visit(this);
    }
}
