namespace Accelerated.Oracles;

/// <summary>Metrics over one bag, from precision and recall as textbooks have them.</summary>
public static class Overlaps
{
    public static double F(string[] h, string[] r, double beta = 1, double empty = 1)
    {
        if (h.Length == 0 && r.Length == 0)
        {
            return empty;
        }

        var p = Precision(h, r, empty);
        var q = Recall(h, r, empty);
        return p + q == 0 ? 0 : (1 + beta * beta) * p * q / (beta * beta * p + q);
    }

    public static double Precision(string[] h, string[] r, double empty = 1) =>
        h.Length == 0 ? (r.Length == 0 ? empty : 0) : Counts.Shared(h, r) / (double)h.Length;

    public static double Recall(string[] h, string[] r, double empty = 1) => Precision(r, h, empty);

    /// <summary>Sum of minima over sum of maxima.</summary>
    public static double Jaccard(string[] h, string[] r)
    {
        var left = Counts.Of(h);
        var right = Counts.Of(r);
        var keys = left.Keys.Union(right.Keys).ToList();
        return keys.Count == 0
            ? 1
            : keys.Sum(k => Math.Min(left.GetValueOrDefault(k), right.GetValueOrDefault(k)))
                / (double)keys.Sum(k => Math.Max(left.GetValueOrDefault(k), right.GetValueOrDefault(k)));
    }

    public static double Overlap(string[] h, string[] r) => h.Length == 0 || r.Length == 0
        ? (h.Length == r.Length ? 1 : 0)
        : Counts.Shared(h, r) / (double)Math.Min(h.Length, r.Length);

    public static double Tversky(string[] h, string[] r, double alpha, double beta)
    {
        var c = (double)Counts.Shared(h, r);
        return h.Length + r.Length == 0 ? 1 : c == 0 ? 0 : c / (c + alpha * (h.Length - c) + beta * (r.Length - c));
    }

    /// <summary>Labels that only one side has.</summary>
    public static double Hamming(string[] h, string[] r) => h.Except(r).Count() + r.Except(h).Count();

    /// <summary>ROUGE: 0 where a side has nothing.</summary>
    public static double Rouge(string[] h, string[] r, string measure)
    {
        double c = Counts.Shared(h, r);
        var p = c / Math.Max(h.Length, 1);
        var q = c / Math.Max(r.Length, 1);
        return Measure(p, q, measure);
    }

    public static double Measure(double p, double r, string measure) => measure switch
    {
        "precision" => p,
        "recall" => r,
        _ => p + r == 0 ? 0 : 2 * p * r / (p + r),
    };
}
