namespace Accelerated.Metrics;

/// <summary>A metric of the family <see cref="MetricFamily.Numbers"/>.</summary>
internal abstract class NumberMetric : Metric
{
    private protected NumberMetric(MetricInfo info, NumberReader reader, INumberRule? rule, NumberDomain domain) : base(info)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Reader = reader;
        Rule = rule;
        Domain = domain;
    }

    /// <inheritdoc/>
    internal override MetricFamily Family => MetricFamily.Numbers;

    /// <inheritdoc/>
    public override CandidateKey Key => CandidateKey.Text;

    /// <inheritdoc/>
    internal override bool HasConsensus => false;

    /// <inheritdoc/>
    internal override RowReduction Reduction => Risk is null ? RowReduction.Pairs : RowReduction.ClosedForm;

    /// <inheritdoc/>
    public override bool HasClosedForm => Rule is not null;

    /// <summary>How a candidate's number is read.</summary>
    public NumberReader Reader { get; }

    /// <summary>The metric with another way to read numbers.</summary>
    public abstract NumberMetric With(NumberReader reader);

    /// <summary>The metric's closed form: the best of all numbers; null where it has none.</summary>
    public INumberRule? Rule { get; }

    /// <summary>For which numbers the metric is defined.</summary>
    public NumberDomain Domain { get; }

    /// <summary>The expected value without pairs; null where the score has none.</summary>
    public abstract INumberRisk? Risk { get; }

    /// <inheritdoc/>
    internal override bool CanRead(Candidate candidate, int index, string role = "Candidate")
    {
        if (!Reader.TryRead(candidate, index, out var value, role))
        {
            return false;
        }

        return Domain != NumberDomain.AboveMinusOne || value > -1
            ? true
            : throw new CandidateException(
                FormattableString.Invariant(
                    $"{role} {index} is {value}; {Info.Name} is defined above -1 only. Leave it out, or use another metric."),
                index);
    }

    /// <inheritdoc/>
    internal override void RequireReference(Candidate reference, int index)
    {
        if (Domain == NumberDomain.NonZeroReferences && Reader.TryRead(reference, index, out var value) && value == 0)
        {
            throw new CandidateException(
                $"Reference {index} is 0; {Info.Name} divides by the reference. Leave it out, or use another metric.", index);
        }
    }

    /// <inheritdoc/>
    internal override Features Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var values = new double[items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!Reader.TryRead(items[i], i, out values[i], notes: true))
            {
                throw Reader.NotANumber(items[i], i, "Item");
            }
        }

        return new NumberFeatures(values);
    }
}

/// <inheritdoc cref="NumberMetric"/>
/// <typeparam name="TScore">The score.</typeparam>
/// <param name="info">Name, direction, range and symmetry.</param>
/// <param name="reader">How a candidate's number is read.</param>
/// <param name="score">The score.</param>
/// <param name="rule">The metric's closed form, where it has one.</param>
/// <param name="domain">For which numbers the metric is defined.</param>
internal sealed class NumberMetric<TScore>(
    MetricInfo info, NumberReader reader, TScore score, INumberRule? rule = null, NumberDomain domain = NumberDomain.All)
    : NumberMetric(info, reader, rule, domain) where TScore : unmanaged, INumberScore
{
    /// <summary>The score.</summary>
    public TScore Formula { get; } = score;

    /// <inheritdoc/>
    public override INumberRisk? Risk { get; } = score as INumberRisk;

    /// <inheritdoc/>
    internal override Metric For(IReadOnlyList<Candidate> candidates, IReadOnlyList<Candidate> references)
    {
        var reader = Reader.For(candidates.Concat(references));
        return reader == Reader ? this : With(reader);
    }

    /// <inheritdoc/>
    public override NumberMetric With(NumberReader reader) => new NumberMetric<TScore>(Info, reader, Formula, Rule, Domain);

    /// <inheritdoc/>
    internal override TResult Accept<TResult>(MetricVisitor<TResult> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.Visit(this);
    }
}
