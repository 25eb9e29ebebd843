namespace Accelerated.Metrics;

/// <summary>
/// Best for the squared logarithmic error (ln(1 + a) - ln(1 + y))^2: expm1 of the mean of ln(1 + y). A sample of -1 or less that has weight
/// is an error, as the loss is not defined there.
/// </summary>
internal sealed class SquaredLogRule : INumberRule
{
    /// <inheritdoc/>
    public bool IsUnimodal => true;

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        WeightedNumbers.RequireWeights(values.Length, weights);
        var logarithms = new double[values.Length];
        for (var k = 0; k < logarithms.Length; k++)
        {
            if (weights[k] > 0 && values[k] <= -1)
            {
                throw new CandidateException(
                    $"Reference {k} is {values[k]}; a squared logarithmic error needs numbers above -1. "
                    + "Leave it out, or use another metric.",
                    k);
            }

            logarithms[k] = !double.IsFinite(values[k]) ? values[k] : weights[k] > 0 ? NearOne.LogOnePlus(values[k]) : 0;
        }

        return NearOne.ExpMinusOne(WeightedNumbers.Of(logarithms, weights).Mean());
    }
}
