namespace Accelerated.Metrics;

/// <summary>The number of greatest expected utility under a bounded loss, exactly.</summary>
/// <param name="loss">The loss.</param>
/// <param name="scale">The error at which a value is worth nothing; for a hit the tolerance.</param>
/// <param name="values">The votes, finite, at least one.</param>
/// <param name="weights">Their weights, positive.</param>
internal sealed class NumberOptimum(NumberLoss loss, double scale, double[] values, double[] weights)
{
    private readonly double _slack = WeightedNumbers.Slack * weights.Sum();

    /// <summary>The utility of an answer where a value is right.</summary>
    public static double Utility(NumberLoss loss, double scale, double answer, double right)
    {
        var error = Math.Abs(answer - right);
        return loss switch
        {
            NumberLoss.Hit => error <= scale ? 1 : 0,
            NumberLoss.Absolute => Math.Max(0, 1 - (error / scale)),
            _ => Math.Max(0, 1 - (error / scale * (error / scale))),
        };
    }

    /// <summary>
    /// The best number and the weighted sum of its utilities. Of equally good numbers, that of more votes, then the lower; for a hit
    /// among all numbers, the middle of the interval.
    /// </summary>
    /// <param name="isWhole">Whether only whole numbers are allowed; the votes are whole then.</param>
    public (double Value, double Sum) Best(bool isWhole)
    {
        if (loss == NumberLoss.Hit && !isWhole)
        {
            var middle = new HitRule(scale).Minimise(values, weights);
            return (middle, Sum(middle));
        }

        var (best, most, votes) = (values[0], double.NegativeInfinity, 0.0);
        foreach (var answer in Candidates(isWhole).Distinct().Order())
        {
            var sum = Sum(answer);
            var own = VotesFor(answer);
            if (sum > most + _slack || (sum >= most - _slack && own > votes + _slack))
            {
                (best, most, votes) = (answer, sum, own);
            }
        }

        return (best, most);
    }

    // One of these is best. Of the absolute loss, a sum of tents: a sample, where alone the sum bends down. Of the squared one: between two
    // neighbours of the points where a sample comes within the scale, the mean of the samples within. Of a hit: a sample, or an end of
    // its reach.
    private IEnumerable<double> Candidates(bool isWhole) => loss switch
    {
        NumberLoss.Absolute => values,
        NumberLoss.Hit => values.SelectMany(value => new[] { value, Math.Ceiling(value - scale), Math.Floor(value + scale) }),
        _ when isWhole => Means().SelectMany(mean => new[] { Math.Floor(mean), Math.Ceiling(mean) }),
        _ => Means(),
    };

    private IEnumerable<double> Means()
    {
        var bends = values.SelectMany(value => new[] { value - scale, value + scale }).Distinct().Order().ToArray();
        for (var k = 1; k < bends.Length; k++)
        {
            var (low, high) = (bends[k - 1], bends[k]);
            var (weight, moment) = (0.0, 0.0);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] - scale <= low && values[i] + scale >= high)
                {
                    weight += weights[i];
                    moment += weights[i] * (values[i] - low); // near to the mean, so that little is rounded
                }
            }

            if (weight > 0)
            {
                yield return Math.Clamp(low + (moment / weight), low, high);
            }
        }
    }

    private double Sum(double answer)
    {
        var sum = 0.0;
        for (var k = 0; k < values.Length; k++)
        {
            sum += weights[k] * Utility(loss, scale, answer, values[k]);
        }

        return sum;
    }

    private double VotesFor(double answer)
    {
        var sum = 0.0;
        for (var k = 0; k < values.Length; k++)
        {
            sum += values[k] == answer ? weights[k] : 0;
        }

        return sum;
    }
}
