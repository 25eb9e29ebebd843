namespace Accelerated.Inference.Evaluating;

/// <summary>
/// When values tie: where they differ by at most 1e-9 of the largest of them, so that the order of summation does not decide.
/// </summary>
internal static class Ties
{
    private const double Tolerance = 1e-9;

    /// <summary>The indices of the largest values, ascending; NaN is never among them.</summary>
    public static int[] OfLargest(IReadOnlyList<double> values)
    {
        var known = values.Where(value => !double.IsNaN(value)).ToArray();
        if (known.Length == 0)
        {
            return [];
        }

        var best = known.Max();
        var scale = known.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var least = double.IsFinite(best) ? best - Tolerance * scale : best;
        return [.. Enumerable.Range(0, values.Count).Where(i => values[i] >= least)];
    }
}
