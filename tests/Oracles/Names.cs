namespace Accelerated.Oracles;

/// <summary>Similarities of names.</summary>
public static class Names
{
    /// <summary>Jaro-Winkler: the matches of each character by merging its places on both sides in order.</summary>
    public static double JaroWinkler(string[] h, string[] r, double scale)
    {
        var apart = Math.Max(0, Math.Max(h.Length, r.Length) / 2 - 1);
        var pairs = h.Distinct().SelectMany(letter => Pairs(Places(h, letter), Places(r, letter), apart)).ToArray();
        var inHypothesis = pairs.Select(pair => pair.H).Order().Select(i => h[i]);
        var inReference = pairs.Select(pair => pair.R).Order().Select(j => r[j]);
        var halves = inHypothesis.Zip(inReference).Count(pair => pair.First != pair.Second) / 2.0;
        var m = (double)pairs.Length;
        var jaro = h.Length + r.Length == 0 ? 1 : m == 0 ? 0 : (m / h.Length + m / r.Length + (m - halves) / m) / 3;
        var prefix = h.Zip(r).Take(4).TakeWhile(pair => pair.First == pair.Second).Count();
        return jaro + prefix * scale * (1 - jaro);
    }

    private static Queue<int> Places(string[] text, string letter) => new(Enumerable.Range(0, text.Length).Where(i => text[i] == letter));

    private static IEnumerable<(int H, int R)> Pairs(Queue<int> left, Queue<int> right, int apart)
    {
        while (left.Count > 0 && right.Count > 0)
        {
            var distance = left.Peek() - right.Peek();
            if (Math.Abs(distance) <= apart)
            {
                yield return (left.Dequeue(), right.Dequeue());
            }
            else
            {
                (distance < 0 ? left : right).Dequeue();
            }
        }
    }
}
