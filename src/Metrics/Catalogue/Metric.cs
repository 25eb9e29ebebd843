using System.ComponentModel;

namespace Accelerated.Metrics;

/// <summary>
/// A metric: how answers become features, which statistic of a pair it reads, and how that becomes a value. Immutable and safe for
/// concurrent use. Made by one of the methods here, from text by <see cref="Parse"/>, or as a <see cref="CustomMetric{TElement, TScore}"/>.
/// </summary>
[TypeConverter(typeof(MetricConverter))]
public abstract partial class Metric
{
    private protected Metric(MetricInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Info = info;
    }

    /// <summary>Name, direction, range and symmetry.</summary>
    public MetricInfo Info { get; }

    /// <summary>Which kernels serve it.</summary>
    internal abstract MetricFamily Family { get; }

    /// <summary>What the weighted sum of a row is computed from.</summary>
    internal virtual RowReduction Reduction => RowReduction.Pairs;

    /// <summary>Whether the best of all answers is known in closed form.</summary>
    public virtual bool HasClosedForm => false;

    /// <summary>
    /// Whether an answer can be put together from the words of others: the metric compares texts, by more than whether they are equal.
    /// </summary>
    internal virtual bool HasConsensus => Key == CandidateKey.Text && !PreparesProblems;

    /// <summary>Whether a device's kernels can compute it; else the CPU does, whatever engine is asked for.</summary>
    public virtual bool RunsOnDevices => true;

    /// <summary>
    /// Whether a pair's score has scratch memory: its cost is then estimated by the product of its rows' lengths, as a dynamic
    /// programme's, and otherwise by their mean length.
    /// </summary>
    internal virtual bool HasScratch => false;

    /// <summary>Which part of a candidate the metric reads; candidates equal in it are computed once.</summary>
    public abstract CandidateKey Key { get; }

    /// <summary>This metric as it reads the texts of one problem.</summary>
    internal virtual Metric For(IReadOnlyList<Candidate> candidates, IReadOnlyList<Candidate> references) => this;

    /// <summary>
    /// Whether the metric can read <paramref name="candidate"/>. One that it cannot is left out and its weight goes to the others.
    /// </summary>
    /// <param name="candidate">A candidate or reference.</param>
    /// <param name="index">Its index, for the error.</param>
    /// <param name="role">What it is, for the error.</param>
    /// <exception cref="CandidateException">The metric refuses such candidates.</exception>
    internal virtual bool CanRead(Candidate candidate, int index, string role = "Candidate") => true;

    /// <summary>A candidate that can be read in one form for all that are equal to the metric.</summary>
    internal virtual Candidate Canonical(Candidate candidate) => candidate;

    /// <summary>Refuses a reference that can be read, but for which the metric is not defined.</summary>
    /// <exception cref="CandidateException">The metric is not defined for <paramref name="reference"/>.</exception>
    internal virtual void RequireReference(Candidate reference, int index)
    {
    }

    /// <summary>Whether a text has words in a script without blanks that the metric, which compares words, takes for one.</summary>
    internal virtual bool CannotCut(Candidate candidate) => false;

    /// <summary>Features of <paramref name="items"/>, in one dense id space.</summary>
    /// <param name="items">The answers.</param>
    /// <param name="threads">Most threads that may read the items at once, at least 1; the features are the same for any number.</param>
    /// <exception cref="CandidateException">An item lacks what the metric reads.</exception>
    internal abstract Features Encode(IReadOnlyList<Candidate> items, int threads = 1);

    /// <summary>Whether <see cref="PrepareAsync"/> does anything.</summary>
    internal virtual bool PreparesProblems => false;

    /// <summary>
    /// Does beforehand what the metric's utilities wait for, so that an engine's threads need not; nothing for most metrics.
    /// </summary>
    /// <exception cref="ScorerException">A user's metric failed.</exception>
    internal virtual Task PrepareAsync(EncodedProblem problem, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Calls <paramref name="visitor"/> with the metric's own type.</summary>
    internal abstract TResult Accept<TResult>(MetricVisitor<TResult> visitor);

    /// <summary>
    /// The metric of a specification <c>name</c> or <c>name:key=value,key=value</c>, as <see cref="MetricCatalogue"/> lists them.
    /// </summary>
    /// <exception cref="OptionException">A name or option is unknown or a value is not allowed.</exception>
    public static Metric Parse(string specification) => MetricCatalogue.Parse(specification);

    /// <summary>The metric's value for one pair, by its definition; for many pairs an engine is far faster.</summary>
    /// <exception cref="CandidateException">The metric cannot read one of them.</exception>
    /// <exception cref="ScorerException">A user's metric failed, or the value is not a finite number.</exception>
    public double Score(Candidate hypothesis, Candidate reference)
    {
        var problem = ProblemEncoder.Encode(this, [hypothesis], [reference]);
        var utility = 0.0;
        ReferencePairs.Fill(problem, 0, 0, new Span<double>(ref utility));
        return Family != MetricFamily.Custom || double.IsFinite(utility)
            ? utility
            : throw ScorerException.NotFinite(problem, 0, 0, utility);
    }

    /// <inheritdoc/>
    public override string ToString() => Info.Name;
}
