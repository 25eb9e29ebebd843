using Accelerated.Metrics;

namespace Accelerated.Inference.Recalibrating;

/// <summary>
/// A rising map from numbers as they were decided to the numbers that had been best, learned on labelled decisions (isotonic regression by
/// pooling adjacent violators; Barlow et al. 1972). Between learned points it is linear, beyond them constant. Immutable.
/// </summary>
public sealed class MonotoneMap
{
    private readonly double[] _raw;
    private readonly double[] _fitted;

    private MonotoneMap(double[] raw, double[] fitted) => (_raw, _fitted) = (raw, fitted);

    /// <summary>The numbers that it was learned at, ascending, each once.</summary>
    public IReadOnlyList<double> Points => _raw;

    /// <summary>
    /// Learns the rising map of least total loss. Exact for losses that are convex; pools are solved anew as they grow, O(n^2) at worst.
    /// </summary>
    /// <param name="raw">The numbers that were decided, finite, at least one.</param>
    /// <param name="gold">The right number for each, finite.</param>
    /// <param name="metric">The loss, one over numbers with a closed form; null for the squared error, whose pools are means.</param>
    /// <exception cref="OptionException">The metric is not a loss over numbers whose best answer is one number.</exception>
    /// <exception cref="ArgumentException">There is no number, one is not finite, or there is not one right number for each.</exception>
    public static MonotoneMap Fit(IReadOnlyList<double> raw, IReadOnlyList<double> gold, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(gold);
        if (raw.Count == 0 || raw.Count != gold.Count || !raw.Concat(gold).All(double.IsFinite))
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"There are {raw.Count} numbers and {gold.Count} right ones; expected as many of both, at least one, all finite."),
                nameof(raw));
        }

        var rule = RuleOf(metric ?? Metric.SquaredError());
        var pools = new List<Pool>();
        foreach (var equal in Enumerable.Range(0, raw.Count).GroupBy(k => raw[k]).OrderBy(group => group.Key))
        {
            pools.Add(Pool.Of(1, [.. equal.Select(k => gold[k])], rule));
            while (pools.Count > 1 && pools[^2].Value > pools[^1].Value)
            {
                pools[^2] = Pool.Of(pools[^2].Points + pools[^1].Points, [.. pools[^2].Gold, .. pools[^1].Gold], rule);
                pools.RemoveAt(pools.Count - 1);
            }
        }

        return new MonotoneMap(
            [.. raw.Distinct().Order()], [.. pools.SelectMany(pool => Enumerable.Repeat(pool.Value, pool.Points))]);
    }

    /// <summary>The number in place of one that was decided.</summary>
    /// <param name="raw">The number; NaN stays NaN.</param>
    public double Apply(double raw)
    {
        if (double.IsNaN(raw))
        {
            return double.NaN;
        }

        var at = Array.BinarySearch(_raw, raw);
        if (at >= 0)
        {
            return _fitted[at];
        }

        var next = ~at;
        if (next == 0 || next == _raw.Length)
        {
            return next == 0 ? _fitted[0] : _fitted[^1];
        }

        var share = (raw - _raw[next - 1]) / (_raw[next] - _raw[next - 1]);
        return _fitted[next - 1] + share * (_fitted[next] - _fitted[next - 1]);
    }

    /// <summary>Whether a metric's best numbers can be pooled.</summary>
    internal static bool Fits(Metric metric) => metric is NumberMetric { Rule.IsUnimodal: true };

    private static INumberRule RuleOf(Metric metric) => metric is NumberMetric { Rule: { IsUnimodal: true } rule }
        ? rule
        : throw new OptionException(
            nameof(metric),
            $"Metric '{metric.Info.Name}' is no loss over numbers that falls up to one best number. Use squared-error or absolute-error.");

    private readonly record struct Pool(double Value, int Points, double[] Gold)
    {
        public static Pool Of(int points, double[] gold, INumberRule rule)
        {
            var weights = new double[gold.Length];
            Array.Fill(weights, 1);
            return new Pool(rule.Minimise(gold, weights), points, gold);
        }
    }
}
