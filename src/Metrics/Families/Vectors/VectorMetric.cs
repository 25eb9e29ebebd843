namespace Accelerated.Metrics;

/// <summary>A metric of the family <see cref="MetricFamily.Vectors"/>.</summary>
internal abstract class VectorMetric : Metric
{
    private protected VectorMetric(MetricInfo info) : base(info)
    {
    }

    /// <inheritdoc/>
    internal override MetricFamily Family => MetricFamily.Vectors;

    /// <inheritdoc/>
    public override CandidateKey Key => CandidateKey.Vector;

    /// <inheritdoc/>
    internal override bool CanRead(Candidate candidate, int index, string role = "Candidate")
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (candidate.Vector is not { Count: > 0 } vector)
        {
            throw new CandidateException(
                $"{role} {index} has no vector; {Info.Name} needs one of the same length on every candidate and reference. "
                + "Set Candidate.Vector.",
                index);
        }

        var elements = ListSpan.Of(vector);
        for (var k = 0; k < elements.Length; k++)
        {
            if (!float.IsFinite(elements[k]))
            {
                throw new CandidateException(
                    FormattableString.Invariant(
                        $"{role} {index} has {elements[k]} at index {k} of its vector; elements must be finite. Correct it."),
                    index);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    internal override Features Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var dimension = items.Count == 0 ? 1 : items[0].Vector?.Count ?? 0;
        var values = new float[items.Count * Math.Max(1, dimension)];
        for (var i = 0; i < items.Count; i++)
        {
            CanRead(items[i], i, "Item");
            var vector = ListSpan.Of(items[i].Vector!);
            if (vector.Length != dimension)
            {
                throw new CandidateException(
                    $"One vector has {vector.Length} elements and another {dimension}; {Info.Name} needs the same length on every "
                    + "candidate and reference. Correct Candidate.Vector.");
            }

            vector.CopyTo(values.AsSpan(i * dimension));
        }

        return new VectorFeatures(values, Math.Max(1, dimension));
    }
}

/// <inheritdoc cref="VectorMetric"/>
/// <typeparam name="TScore">The score.</typeparam>
/// <param name="info">Name, direction, range and symmetry.</param>
/// <param name="score">The score.</param>
internal sealed class VectorMetric<TScore>(MetricInfo info, TScore score) : VectorMetric(info) where TScore : unmanaged, IVectorScore
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
