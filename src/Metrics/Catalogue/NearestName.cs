namespace Accelerated.Metrics;

/// <summary>The name that a typing error most likely meant.</summary>
internal static class NearestName
{
    /// <summary>The name of least edit distance to <paramref name="typed"/>, the first on ties.</summary>
    public static string Of(string typed, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return names.MinBy(name => Distance(typed, name)) ?? "";
    }

    /// <summary>The edit distance of two names.</summary>
    internal static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 0; j < right.Length; j++)
            {
                var cost = diagonal + (left[i] == right[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(cost, Math.Min(row[j], row[j + 1]) + 1);
            }
        }

        return row[^1];
    }
}
