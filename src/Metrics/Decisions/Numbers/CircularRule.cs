namespace Accelerated.Metrics;

/// <summary>
/// Best for the distance on a circle: the circular median (Mardia and Jupp 2000). Between two neighbouring samples and the points opposite
/// to samples the expected distance is linear, and it can only turn upwards at a sample, so that one of the samples is best. Where all
/// points between two neighbours are as good, their midpoint answers; of several answers the first from 0 on. Costs the square of the
/// number of distinct samples.
/// </summary>
/// <param name="period">The length of a turn, positive and finite.</param>
internal sealed class CircularRule(double period) : INumberRule
{
    private const double Slack = 1e-12; // of the period: risks so near differ by rounding alone

    /// <inheritdoc/>
    public bool IsUnimodal => false;

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var given = WeightedNumbers.Of(values, weights);
        var turned = Array.ConvertAll(given.Values, Turn);
        var numbers = WeightedNumbers.Sorted(turned, given.Weights);
        double[] places = [.. numbers.Values.Distinct()];
        var risks = Array.ConvertAll(places, place => Risk(numbers, place));
        var limit = risks.Min() + Slack * period;
        for (var k = 0; k < places.Length && places.Length > 1; k++)
        {
            var next = (k + 1) % places.Length;
            if (risks[k] <= limit && risks[next] <= limit)
            {
                var middle = Turn(places[k] + Turn(places[next] - places[k]) / 2);
                if (Risk(numbers, middle) <= limit)
                {
                    return middle;
                }
            }
        }

        return places[Array.FindIndex(risks, risk => risk <= limit)];
    }

    // In 0 to less than a period.
    private double Turn(double value)
    {
        var rest = value % period;
        rest = rest < 0 ? rest + period : rest;
        return rest < period ? rest : 0;
    }

    private double Risk(WeightedNumbers numbers, double place)
    {
        var sum = 0.0;
        for (var k = 0; k < numbers.Count; k++)
        {
            var apart = Math.Abs(place - numbers.Values[k]);
            sum += numbers.Weights[k] * Math.Min(apart, period - apart);
        }

        return sum / numbers.Total;
    }
}
