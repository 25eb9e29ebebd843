namespace Accelerated.Metrics;

/// <summary>
/// Best for the relative squared error ((a - y) / y)^2: sum(w / y) / sum(w / y^2) (Gneiting 2011). A sample of 0 that has weight is an
/// error, as the loss is not defined there.
/// </summary>
internal sealed class RelativeSquaredRule : INumberRule
{
    /// <inheritdoc/>
    public bool IsUnimodal => true;

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var closest = RelativeAbsoluteRule.ClosestToZero(values, weights);
        var numbers = WeightedNumbers.Of(values, weights);
        var above = 0.0;
        var below = 0.0;
        for (var k = 0; k < numbers.Count; k++)
        {
            var inverse = closest / numbers.Values[k]; // in -1..1, so that no square overflows
            above += numbers.Weights[k] * inverse;
            below += numbers.Weights[k] * (inverse * inverse);
        }

        return closest * (above / below);
    }
}
