using Accelerated.Inference.Reporting;
using Accelerated.Metrics;

namespace Accelerated.Inference.Planning;

/// <summary>
/// Plans how many candidates to draw from a pilot: problems whose candidates vote with equal weights. Add its problems, then ask for the
/// plan. Not for concurrent callers.
/// </summary>
public sealed class DrawingPlanner : IDisposable
{
    private const double Enough = 0.95;
    private const int Doublings = 3; // beyond the pilot

    private readonly Selector _selector;
    private readonly double _z;
    private readonly double _confidence;
    private readonly List<long> _stable = [];
    private readonly List<IReadOnlyList<(int Count, double Mean, double Low, double High)>> _curves = [];
    private long _candidates;
    private long? _tokens = 0;
    private int _fewest = int.MaxValue;

    /// <summary>A planner without problems.</summary>
    /// <param name="metric">The metric to select by, with the mean over equal votes.</param>
    /// <param name="confidence">The confidence of a stable decision, above 0.5 and below 1.</param>
    /// <exception cref="OptionException">The confidence is not allowed.</exception>
    public DrawingPlanner(Metric metric, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(metric);
        (_confidence, _z) = (confidence, Quantile(confidence));
        _selector = new Selector(new SelectionOptions(metric) { KeepMatrix = true });
    }

    /// <summary>
    /// The number of votes from which the better of two candidates has the better mean with a confidence, under the normal law: the least
    /// whole number of at least (z s / m)^2, m and s the mean and the standard deviation of the votes' differences.
    /// </summary>
    /// <param name="differences">What one candidate is worth more than the other, by each vote of a pilot; at least two.</param>
    /// <param name="confidence">Above 0.5 and below 1.</param>
    /// <returns>At least 1; <see cref="long.MaxValue"/> where the mean is 0.</returns>
    /// <exception cref="OptionException">The confidence is not allowed.</exception>
    /// <exception cref="ArgumentException">There are fewer than two differences, or one is not finite.</exception>
    public static long StableCount(IReadOnlyList<double> differences, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(differences);
        if (differences.Count < 2 || !differences.All(double.IsFinite))
        {
            throw new ArgumentException("Expected two or more finite differences, one a vote.", nameof(differences));
        }

        var mean = differences.Average();
        var variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / (differences.Count - 1);
        return Count(Quantile(confidence) * Math.Sqrt(variance) / mean);
    }

    /// <summary>Adds a problem of the pilot.</summary>
    /// <param name="problem">The problem, without references of its own.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="CandidateException">A candidate cannot be used, or the problem has references.</exception>
    /// <exception cref="ScorerException">The metric's code failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Add(Problem problem, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.References is not null)
        {
            throw new CandidateException(
                "The problem has references of its own, so that the number of its candidates is not that of the votes. Leave them out.");
        }

        var (selection, errors) = _selector.Compare(problem, cancellationToken);
        var consensus = new Consensus(selection, problem.Candidates, _selector.Options);
        _stable.Add(double.IsNaN(selection.Margin) ? 1 : Count(_z * Math.Sqrt(selection.EffectiveSamples) / errors));
        if (consensus.Readable.Count > 1)
        {
            _curves.Add(consensus.ByNumber());
            _fewest = Math.Min(_fewest, consensus.Readable.Count);
        }

        _candidates += problem.Candidates.Count;
        foreach (var candidate in problem.Candidates)
        {
            _tokens = candidate.Tokens is { } tokens ? _tokens + tokens.Count : null;
        }
    }

    /// <summary>The plan of what was added.</summary>
    /// <param name="drawing">The time that drawing all of it took; null where it was not timed.</param>
    /// <exception cref="InvalidOperationException">No problem was added.</exception>
    public DrawingPlan Plan(TimeSpan? drawing = null)
    {
        if (_stable.Count == 0)
        {
            throw new InvalidOperationException("There is no problem to plan by. Add at least one.");
        }

        var seconds = drawing is { } time ? time.TotalSeconds / _candidates : double.NaN;
        var tokens = _tokens is > 0 and { } all ? all / (double)_candidates : double.NaN;
        var pilot = _curves.Count == 0 ? 1 : _fewest;
        var counts = Enumerable.Range(0, 31).Select(k => 1 << k).TakeWhile(n => n < pilot).Append(pilot)
            .Concat(Enumerable.Range(1, Doublings).Select(k => pilot << k)).Select(n => Planned(n, pilot, seconds, tokens)).ToList();
        return new DrawingPlan([.. _stable])
        {
            Confidence = _confidence,
            PilotCandidates = pilot,
            Counts = counts,
            EnoughCandidates = EnoughOf(counts, pilot),
            SecondsPerCandidate = seconds,
            TokensPerCandidate = tokens,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _selector.Dispose();

    private static long Count(double ratio)
    {
        var count = ratio * ratio;
        return double.IsNaN(count) || count >= long.MaxValue ? long.MaxValue : Math.Max(1, (long)Math.Ceiling(count));
    }

    private PlannedCount Planned(int count, int pilot, double seconds, double tokens)
    {
        var points = count > pilot ? [] : _curves.Select(curve => At(curve, count)).ToList();
        return new PlannedCount(
            count,
            Mean(points.Select(point => point.Mean)),
            Mean(points.Select(point => point.Low)),
            Mean(points.Select(point => point.High)),
            _stable.Count(stable => stable <= count) / (double)_stable.Count,
            seconds * count,
            tokens * count);
    }

    // Curves of more candidates than the pilot's least have other last points.
    private static (double Mean, double Low, double High) At(
        IReadOnlyList<(int Count, double Mean, double Low, double High)> curve, int count)
    {
        var point = curve.Last(point => point.Count <= count);
        return (point.Mean, point.Low, point.High);
    }

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();

    private static int EnoughOf(List<PlannedCount> counts, int pilot)
    {
        var (first, last) = (counts[0].Expected, counts.First(count => count.Candidates == pilot).Expected);
        return last == first || double.IsNaN(last)
            ? pilot
            : counts.First(count => count.Candidates == pilot || (count.Expected - first) / (last - first) >= Enough).Candidates;
    }

    // The quantile of the normal law, by bisection of its integral (Simpson's rule).
    private static double Quantile(double confidence)
    {
        new OptionRule(nameof(DrawingPlanner)).Require(
            confidence > 0.5 && confidence < 1, nameof(confidence), confidence, "above 0.5 and below 1", "Use 0.95 for 95 %.");
        var (low, high) = (0.0, 9.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Half(middle) < confidence - 0.5 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;

        static double Half(double z)
        {
            const int intervals = 400;
            var sum = 0.0;
            for (var k = 0; k <= intervals; k++)
            {
                var x = z * k / intervals;
                sum += (k is 0 or intervals ? 1 : k % 2 == 1 ? 4 : 2) * Math.Exp(-x * x / 2);
            }

            return sum * z / intervals / 3 / Math.Sqrt(2 * Math.PI);
        }
    }
}
