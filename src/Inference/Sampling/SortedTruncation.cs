namespace Accelerated.Inference;

/// <summary>Truncation by its definition: over sorted tokens, with every sum in that order.</summary>
internal static class SortedTruncation
{
    /// <summary>How many of the most likely tokens are kept, and their mass.</summary>
    /// <param name="probabilities">
    /// The probabilities of all tokens, descending, or of enough of them that no further token can be kept.
    /// </param>
    /// <param name="options">The truncations.</param>
    /// <param name="slack">0 for all tokens; otherwise the largest rounding error of the sum of all.</param>
    /// <returns>Null where the rounding error could change the result.</returns>
    public static (int Count, double Mass)? Kept(ReadOnlySpan<double> probabilities, in SamplingOptions options, double slack)
    {
        var kept = options.TopK > 0 ? Math.Min(options.TopK, probabilities.Length) : probabilities.Length;
        var mass = options.TopK > 0 || slack == 0 ? Mass(probabilities[..kept]) : 1;
        slack = options.TopK > 0 ? 0 : slack;
        if (options.TopP < 1)
        {
            if (FewestReaching(options.TopP * mass, slack, ref kept, probabilities) is not { } reached)
            {
                return null;
            }

            (mass, slack) = (reached, 0);
        }

        if (options.MinP > 0)
        {
            kept = AtLeast(options.MinP * probabilities[0], probabilities[..kept]);
            (mass, slack) = (Mass(probabilities[..kept]), 0);
        }

        if (options.Epsilon > 0)
        {
            var least = options.Epsilon * mass;
            kept = AtLeast(least, probabilities[..kept]);
            var isNear = IsNear(probabilities[kept - 1], least, slack)
                || (kept < probabilities.Length && IsNear(probabilities[kept], least, slack));
            if (slack > 0 && isNear)
            {
                return null;
            }

            mass = Mass(probabilities[..kept]);
        }

        return (kept, mass);
    }

    // The fewest tokens that reach a mass, and their mass.
    private static double? FewestReaching(double mass, double slack, ref int kept, ReadOnlySpan<double> probabilities)
    {
        var sum = 0.0;
        for (var k = 0; k < kept; k++)
        {
            sum += probabilities[k];
            if (slack > 0 && Math.Abs(sum - mass) <= slack)
            {
                return null;
            }

            if (sum >= mass)
            {
                kept = k + 1;
                break;
            }
        }

        return sum;
    }

    private static bool IsNear(double probability, double least, double slack) => Math.Abs(probability - least) <= slack * least;

    private static int AtLeast(double probability, ReadOnlySpan<double> probabilities)
    {
        var kept = probabilities.Length;
        while (kept > 1 && probabilities[kept - 1] < probability)
        {
            kept--;
        }

        return kept;
    }

    private static double Mass(ReadOnlySpan<double> probabilities)
    {
        var sum = 0.0;
        foreach (var probability in probabilities)
        {
            sum += probability;
        }

        return sum;
    }
}
