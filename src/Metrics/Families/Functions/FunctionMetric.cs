namespace Accelerated.Metrics;

/// <summary>A metric whose utilities come from a user's function of two texts, which runs on the CPU.</summary>
internal abstract class FunctionMetric : Metric
{
    private readonly NonFiniteUtility _nonFinite;

    private protected FunctionMetric(MetricInfo info, NonFiniteUtility nonFinite) : base(info)
    {
        _nonFinite = nonFinite;
        if (nonFinite == NonFiniteUtility.Worst)
        {
            info.RequireWorst();
        }
    }

    internal override MetricFamily Family => MetricFamily.Custom;

    public override CandidateKey Key => CandidateKey.Text;

    public override bool RunsOnDevices => false;

    internal override Features Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new TextFeatures([.. items.Select(item => item.Text)]);
    }

    /// <summary>Computes rows of a problem's utilities.</summary>
    public abstract IRowScorer Rows(EncodedProblem problem);

    internal override TResult Accept<TResult>(MetricVisitor<TResult> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.Visit(this);
    }

    /// <summary>What a value of the user's function counts as.</summary>
    /// <exception cref="ScorerException">It is not a finite number, and that is an error.</exception>
    protected double Utility(EncodedProblem problem, int row, int column, double value) =>
        double.IsFinite(value) ? value
        : _nonFinite == NonFiniteUtility.Worst ? Info.Worst
        : throw ScorerException.NotFinite(problem, row, column, value);
}
