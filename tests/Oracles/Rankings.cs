namespace Accelerated.Oracles;

/// <summary>Metrics of ranked lists by their definitions on lists and sets.</summary>
public static class Rankings
{
    public static double AveragePrecision(string[] h, string[] r) => OrEmpty(h, r, () => r.Average(item =>
    {
        var place = Array.IndexOf(h, item) + 1;
        return place == 0 ? 0 : h.Take(place).Intersect(r).Count() / (double)place;
    }));

    public static double Ndcg(string[] h, string[] r, bool equal) => OrEmpty(h, r, () => Dcg(h, r, equal) / Dcg(r, r, equal));

    /// <summary>Equation 32 of Webber, Moffat and Zobel, the longer list first.</summary>
    public static double Rbo(string[] h, string[] r, double p) => OrEmpty(h, r, () =>
    {
        var (longer, shorter) = h.Length < r.Length ? (r, h) : (h, r);
        var (l, s) = (longer.Length, shorter.Length);
        double Shared(int depth) => longer.Take(depth).Intersect(shorter.Take(depth)).Count();
        var seen = Enumerable.Range(1, l).Sum(d => Shared(d) / d * Math.Pow(p, d));
        var beyond = Enumerable.Range(s + 1, l - s).Sum(d => Shared(s) * (d - s) / (s * (double)d) * Math.Pow(p, d));
        return (1 - p) / p * (seen + beyond) + ((Shared(l) - Shared(s)) / l + Shared(s) / s) * Math.Pow(p, l);
    });

    /// <summary>One minus twice the share of K, the distance of Fagin, Kumar and Sivakumar with penalty 1/2, case by case.</summary>
    public static double Kendall(string[] h, string[] r)
    {
        var items = h.Union(r).ToArray();
        if (items.Length < 2)
        {
            return h.SequenceEqual(r) ? 1 : 0;
        }

        var distance = 0.0;
        for (var a = 0; a < items.Length; a++)
        {
            for (var b = a + 1; b < items.Length; b++)
            {
                distance += Penalty(items[a], items[b], h, r);
            }
        }

        return 1 - 2 * distance / (items.Length * (items.Length - 1) / 2.0);
    }

    private static double Penalty(string a, string b, string[] h, string[] r)
    {
        var inH = h.Contains(a) && h.Contains(b);
        var inR = r.Contains(a) && r.Contains(b);
        bool First(string[] list) => Array.IndexOf(list, a) < Array.IndexOf(list, b);
        if (inH && inR)
        {
            return First(h) == First(r) ? 0 : 1;
        }

        if (inH || inR)
        {
            var (both, other) = inH ? (h, r) : (r, h);
            return !other.Contains(a) && !other.Contains(b) ? 0.5 : First(both) == other.Contains(a) ? 0 : 1;
        }

        return 1; // each list has one of them
    }

    private static double Dcg(string[] list, string[] r, bool equal) => list.Select((item, k) => (item, k))
        .Where(one => r.Contains(one.item))
        .Sum(one => (equal ? 1 : r.Length - Array.IndexOf(r, one.item)) / Math.Log2(one.k + 2));

    private static double OrEmpty(string[] h, string[] r, Func<double> value) =>
        h.Length == 0 || r.Length == 0 ? (h.Length == r.Length ? 1 : 0) : value();
}
