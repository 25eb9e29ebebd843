namespace Accelerated.Metrics;

/// <summary>
/// The samples that have weight, as a rule reads them, and their weights divided by a power of two so that no sum overflows; the
/// division is exact, so sums of whole weights stay exact.
/// </summary>
internal readonly struct WeightedNumbers
{
    /// <summary>Sums of weights within this share of the total of each other count as equal: they may differ by rounding alone.</summary>
    public const double Slack = 1e-9;

    private WeightedNumbers(double[] values, double[] weights, double total)
    {
        Values = values;
        Weights = weights;
        Total = total;
    }

    public double[] Values { get; }

    public double[] Weights { get; }

    public double Total { get; }

    public int Count => Values.Length;

    /// <summary>The samples with weight, checked, in their own order.</summary>
    public static WeightedNumbers Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var largest = RequireWeights(values.Length, weights);
        var used = 0;
        foreach (var weight in weights)
        {
            used += weight > 0 ? 1 : 0;
        }

        var scale = -Math.ILogB(largest);
        var keptValues = new double[used];
        var keptWeights = new double[used];
        var total = 0.0;
        used = 0;
        for (var k = 0; k < values.Length; k++)
        {
            RequireFinite(values[k], k);
            if (weights[k] > 0)
            {
                keptValues[used] = values[k] + 0.0; // one zero, not two
                keptWeights[used] = Math.ScaleB(weights[k], scale);
                total += keptWeights[used++];
            }
        }

        return new WeightedNumbers(keptValues, keptWeights, total);
    }

    /// <summary>The samples with weight, checked, in ascending order.</summary>
    public static WeightedNumbers Sorted(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var numbers = Of(values, weights);
        Array.Sort(numbers.Values, numbers.Weights);
        return numbers;
    }

    /// <summary>Refuses a sample that is not finite.</summary>
    public static void RequireFinite(double value, int index)
    {
        if (!double.IsFinite(value))
        {
            throw new CandidateException(
                FormattableString.Invariant($"Reference {index} has the number {value}; it must be finite. Correct or leave it out."),
                index);
        }
    }

    /// <summary>The largest weight, once all are seen to be allowed.</summary>
    public static double RequireWeights(int count, ReadOnlySpan<double> weights)
    {
        if (weights.Length != count)
        {
            throw new ArgumentException($"There are {weights.Length} weights for {count} samples; give one each.", nameof(weights));
        }

        if (count == 0)
        {
            throw new CandidateException("There is no sample; a rule needs at least one. Draw samples, or leave the problem out.");
        }

        var largest = 0.0;
        for (var k = 0; k < weights.Length; k++)
        {
            if (!(weights[k] >= 0) || double.IsPositiveInfinity(weights[k]))
            {
                throw new CandidateException(
                    FormattableString.Invariant(
                        $"Reference {k} has weight {weights[k]}; a weight must be a finite number of at least 0. Correct or leave it out."),
                    k);
            }

            largest = Math.Max(largest, weights[k]);
        }

        return largest > 0
            ? largest
            : throw new CandidateException($"All {count} weights are 0; at least one must be positive. Give weights, or use uniform ones.");
    }

    /// <summary>
    /// The weighted mean. The sum of products is carried in two numbers, with all that rounding takes (Ogita, Rump and Oishi 2005), so that
    /// the order of the samples does not matter, nor whether they cancel.
    /// </summary>
    public double Mean()
    {
        var largest = 0.0;
        foreach (var value in Values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        if (largest == 0)
        {
            return 0;
        }

        var scale = Math.ILogB(largest); // so that no sum overflows
        var (sum, rest) = (0.0, 0.0);
        for (var k = 0; k < Count; k++)
        {
            var value = Math.ScaleB(Values[k], -scale);
            var product = Weights[k] * value;
            var next = sum + product;
            var taken = next - sum;
            rest += sum - (next - taken) + (product - taken) + Math.FusedMultiplyAdd(Weights[k], value, -product);
            sum = next;
        }

        var mean = sum / Total;
        mean += (Math.FusedMultiplyAdd(-mean, Total, sum) + rest) / Total;
        return Math.ScaleB(mean, scale);
    }

    /// <summary>A point of the interval of all quantiles at <paramref name="level"/>; the samples are sorted.</summary>
    public double Quantile(double level, Interval interval)
    {
        var target = level * Total;
        var slack = Slack * Total;
        var sum = 0.0;
        var lower = -1;
        var upper = 0;
        for (; upper < Count - 1; upper++)
        {
            sum += Weights[upper];
            lower = lower < 0 && sum >= target - slack ? upper : lower;
            if (sum > target + slack)
            {
                break;
            }
        }

        lower = lower < 0 ? upper : lower;
        return interval switch
        {
            Interval.Lower => Values[lower],
            Interval.Upper => Values[upper],
            _ => Middle(Values[lower], Values[upper]),
        };
    }

    /// <summary>The middle of two numbers; their sum may overflow, their halves do not.</summary>
    public static double Middle(double low, double high) => double.IsFinite(low + high) ? (low + high) / 2 : low / 2 + high / 2;
}
