using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>
/// Means of several rules over the same items, with intervals of their differences from the first rule by resampling the items.
/// </summary>
internal sealed class PairedBootstrap
{
    private const double Tail = 0.025;

    private readonly double[][] _rows;
    private readonly int _rules;
    private readonly bool _root;

    /// <summary>Takes in the values; an item that any rule lacks is left out for all.</summary>
    /// <param name="items">Number of items.</param>
    /// <param name="value">The value of an item under a rule; NaN where there is none.</param>
    /// <param name="rules">Number of rules.</param>
    /// <param name="root">Whether the statistic is the mean's square root.</param>
    public PairedBootstrap(int items, Func<int, int, double> value, int rules, bool root)
    {
        _rules = rules;
        _root = root;
        Missing = new int[rules];
        var rows = new List<double[]>(items);
        for (var item = 0; item < items; item++)
        {
            var row = Enumerable.Range(0, rules).Select(rule => value(item, rule)).ToArray();
            for (var rule = 0; rule < rules; rule++)
            {
                Missing[rule] += double.IsNaN(row[rule]) ? 1 : 0;
            }

            if (!row.Any(double.IsNaN))
            {
                rows.Add(row);
            }
        }

        _rows = [.. rows];
    }

    /// <summary>Items that each rule lacks.</summary>
    public int[] Missing { get; }

    /// <summary>Each rule's statistic, and the ends of the 95 % interval of its difference from rule 0's.</summary>
    public (double[] Values, double[] Low, double[] High) Intervals(int resamples, ulong seed)
    {
        var values = Statistics(Enumerable.Range(0, _rows.Length).ToArray());
        var low = new double[_rules];
        var high = new double[_rules];
        Array.Fill(low, double.NaN);
        Array.Fill(high, double.NaN);
        if (_rows.Length == 0)
        {
            return (values, low, high);
        }

        var random = new SplitMix64(seed);
        var differences = Enumerable.Range(0, _rules).Select(_ => new double[resamples]).ToArray();
        var drawn = new int[_rows.Length];
        for (var b = 0; b < resamples; b++)
        {
            for (var k = 0; k < drawn.Length; k++)
            {
                drawn[k] = (int)random.Below((ulong)drawn.Length);
            }

            var statistics = Statistics(drawn);
            for (var rule = 0; rule < _rules; rule++)
            {
                differences[rule][b] = statistics[rule] - statistics[0];
            }
        }

        for (var rule = 0; rule < _rules; rule++)
        {
            Array.Sort(differences[rule]);
            low[rule] = differences[rule][(int)(Tail * (resamples - 1))];
            high[rule] = differences[rule][(int)Math.Ceiling((1 - Tail) * (resamples - 1))];
        }

        return (values, low, high);
    }

    private double[] Statistics(int[] drawn)
    {
        var sums = new double[_rules];
        foreach (var item in drawn)
        {
            for (var rule = 0; rule < sums.Length; rule++)
            {
                sums[rule] += _rows[item][rule];
            }
        }

        return Array.ConvertAll(sums, sum => _root ? Math.Sqrt(sum / drawn.Length) : sum / drawn.Length);
    }
}
