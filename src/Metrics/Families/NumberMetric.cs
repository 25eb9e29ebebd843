namespace Accelerated.Metrics;

/// <summary>A metric of the family <see cref="MetricFamily.Numbers"/>.</summary>
public abstract class NumberMetric : Metric
{
    private protected NumberMetric(MetricInfo info, NumberReader reader, INumberRule? rule) : base(info)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Reader = reader;
        Rule = rule;
    }

    /// <inheritdoc/>
    public override MetricFamily Family => MetricFamily.Numbers;

    /// <inheritdoc/>
    public override CandidateKey Key => CandidateKey.Text;

    /// <summary>How a candidate's number is read.</summary>
    public NumberReader Reader { get; }

    /// <summary>The metric's closed form: the best of all numbers; null where it has none.</summary>
    public INumberRule? Rule { get; }

    /// <inheritdoc/>
    public override bool CanRead(Candidate candidate, int index) => Reader.TryRead(candidate, index, out _);

    /// <inheritdoc/>
    public override Features Encode(IReadOnlyList<Candidate> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var values = new double[items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!Reader.TryRead(items[i], i, out values[i]))
            {
                throw NumberReader.NotANumber(items[i], i);
            }
        }

        return new NumberFeatures(values);
    }

    /// <summary>Calls <paramref name="visitor"/> with the score's own type, so that a kernel can be specialised for it.</summary>
    public abstract TResult Accept<TResult>(INumberVisitor<TResult> visitor);
}

/// <inheritdoc cref="NumberMetric"/>
/// <typeparam name="TScore">The score.</typeparam>
/// <param name="info">Name, direction, range and symmetry.</param>
/// <param name="reader">How a candidate's number is read.</param>
/// <param name="score">The score.</param>
/// <param name="rule">The metric's closed form, where it has one.</param>
public sealed class NumberMetric<TScore>(MetricInfo info, NumberReader reader, TScore score, INumberRule? rule = null)
    : NumberMetric(info, reader, rule) where TScore : unmanaged, INumberScore
{
    /// <summary>The score.</summary>
    public TScore Score { get; } = score;

    /// <inheritdoc/>
    public override TResult Accept<TResult>(INumberVisitor<TResult> visitor) => visitor.Visit(Score);
}
