namespace Accelerated.Inference;

/// <summary>Truncation by its definition: all tokens in order, and every sum in that order.</summary>
internal static class SortedTruncation
{
    public static (int Id, double Probability) Draw(ReadOnlySpan<float> logits, TokenRanking ranking, in SamplingOptions options, double uniform)
    {
        ranking.OpenAll(logits);
        var probabilities = ranking.Probabilities;
        var (kept, mass) = Kept(probabilities, options);
        var left = uniform * mass;
        var k = 0;
        while (k < kept - 1 && (left -= probabilities[k]) >= 0)
        {
            k++;
        }

        return (ranking.Id(k), probabilities[k] / mass);
    }

    public static void Spread(ReadOnlySpan<float> logits, TokenRanking ranking, in SamplingOptions options, Span<double> to)
    {
        ranking.OpenAll(logits);
        var (kept, mass) = Kept(ranking.Probabilities, options);
        for (var k = 0; k < kept; k++)
        {
            to[ranking.Id(k)] = ranking.Probabilities[k] / mass;
        }
    }

    private static (int Kept, double Mass) Kept(ReadOnlySpan<double> probabilities, in SamplingOptions options)
    {
        var kept = options.TopK > 0 ? Math.Min(options.TopK, probabilities.Length) : probabilities.Length;
        if (options.TopP < 1)
        {
            kept = FewestReaching(options.TopP * Mass(probabilities[..kept]), probabilities[..kept]);
        }

        kept = AtLeast(options.MinP * probabilities[0], probabilities[..kept]);
        kept = AtLeast(options.Epsilon * Mass(probabilities[..kept]), probabilities[..kept]);
        return (kept, Mass(probabilities[..kept]));
    }

    private static int FewestReaching(double mass, ReadOnlySpan<double> probabilities)
    {
        var sum = 0.0;
        for (var k = 0; k < probabilities.Length; k++)
        {
            sum += probabilities[k];
            if (sum >= mass)
            {
                return k + 1;
            }
        }

        return probabilities.Length;
    }

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
