namespace Accelerated.Oracles;

/// <summary>Multisets and n-grams by dictionaries.</summary>
public static class Counts
{
    public static Dictionary<string, int> Of(IEnumerable<string> tokens)
    {
        var counts = new Dictionary<string, int>();
        foreach (var token in tokens)
        {
            counts[token] = counts.GetValueOrDefault(token) + 1;
        }

        return counts;
    }

    /// <summary>The shared count of two multisets.</summary>
    public static int Shared(IEnumerable<string> left, IEnumerable<string> right)
    {
        var counts = Of(right);
        return Of(left).Sum(pair => Math.Min(pair.Value, counts.GetValueOrDefault(pair.Key)));
    }

    /// <summary>The n-grams of a sequence; a separator that no token holds keeps them apart.</summary>
    public static string[] NGrams(string[] tokens, int n) =>
        [.. Enumerable.Range(0, Math.Max(0, tokens.Length - n + 1)).Select(i => string.Join('\u0001', tokens[i..(i + n)]))];
}
