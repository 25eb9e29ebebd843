namespace Accelerated.Oracles;

/// <summary>chrF and chrF++ from lists of n-gram counts.</summary>
public static class CharacterF
{
    public static double Of(
        string h, string r, bool words, double beta = 2, bool eps = false, int most = 6, int mostWords = 2, bool space = false)
    {
        var orders = Orders(h, r, most, words ? mostWords : 0, space).ToList();
        var square = beta * beta;
        if (eps)
        {
            return 100 * orders.Average(o =>
            {
                var p = o.Hypothesis > 0 ? o.Shared / o.Hypothesis : 1e-16;
                var q = o.Reference > 0 ? o.Shared / o.Reference : 1e-16;
                var bottom = square * p + q;
                return bottom > 0 ? (1 + square) * p * q / bottom : 1e-16;
            });
        }

        var counting = orders.Where(o => o.Hypothesis > 0 && o.Reference > 0).ToList();
        if (counting.Count == 0)
        {
            return 0;
        }

        var precision = counting.Average(o => o.Shared / o.Hypothesis);
        var recall = counting.Average(o => o.Shared / o.Reference);
        return precision + recall == 0 ? 0 : 100 * (1 + square) * precision * recall / (square * precision + recall);
    }

    private static IEnumerable<(double Shared, double Hypothesis, double Reference)> Orders(
        string h, string r, int most, int mostWords, bool space)
    {
        for (var n = 1; n <= most; n++)
        {
            yield return space
                ? Order(Words.Characters(h), Words.Characters(r), n)
                : Order(Words.VisibleCharacters(h), Words.VisibleCharacters(r), n);
        }

        for (var n = 1; n <= mostWords; n++)
        {
            yield return Order(Words.ChrFWords(h), Words.ChrFWords(r), n);
        }
    }

    private static (double Shared, double Hypothesis, double Reference) Order(string[] h, string[] r, int n)
    {
        var left = Counts.NGrams(h, n);
        var right = Counts.NGrams(r, n);
        return (Counts.Shared(left, right), left.Length, right.Length);
    }
}
