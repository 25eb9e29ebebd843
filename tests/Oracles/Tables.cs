namespace Accelerated.Oracles;

/// <summary>Edit distances and subsequences by the full table of prefixes.</summary>
public static class Tables
{
    /// <summary>Levenshtein distance; with swaps of neighbours, optimal string alignment.</summary>
    public static int Edits<T>(IReadOnlyList<T> h, IReadOnlyList<T> r, bool swaps = false) where T : notnull
    {
        var d = new int[h.Count + 1, r.Count + 1];
        for (var i = 0; i <= h.Count; i++)
        {
            for (var j = 0; j <= r.Count; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                var cost = h[i - 1].Equals(r[j - 1]) ? 0 : 1;
                d[i, j] = new[] { d[i - 1, j] + 1, d[i, j - 1] + 1, d[i - 1, j - 1] + cost }.Min();
                if (swaps && i > 1 && j > 1 && h[i - 1].Equals(r[j - 2]) && h[i - 2].Equals(r[j - 1]))
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[h.Count, r.Count];
    }

    /// <summary>Edits and swaps, by the table of all prefixes and the last place of each symbol (Lowrance and Wagner 1975).</summary>
    public static int Damerau<T>(IReadOnlyList<T> h, IReadOnlyList<T> r) where T : notnull
    {
        var far = h.Count + r.Count;
        var d = new Dictionary<(int, int), int>();
        int Of(int i, int j) => i < 0 || j < 0 ? far : i == 0 || j == 0 ? i + j : d[(i, j)];
        var lastRow = new Dictionary<T, int>();
        for (var i = 1; i <= h.Count; i++)
        {
            var lastColumn = 0;
            for (var j = 1; j <= r.Count; j++)
            {
                var (k, l) = (lastRow.GetValueOrDefault(r[j - 1]), lastColumn);
                var swap = Of(k - 1, l - 1) + (i - k - 1) + 1 + (j - l - 1);
                var both = Of(i - 1, j - 1) + (h[i - 1].Equals(r[j - 1]) ? 0 : 1);
                d[(i, j)] = new[] { both, Of(i - 1, j) + 1, Of(i, j - 1) + 1, swap }.Min();
                lastColumn = h[i - 1].Equals(r[j - 1]) ? j : lastColumn;
            }

            lastRow[h[i - 1]] = i;
        }

        return Of(h.Count, r.Count);
    }

    /// <summary>The cheapest path from the first prefixes to the whole, by the suffixes that are left.</summary>
    public static double Cost<T>(IReadOnlyList<T> h, IReadOnlyList<T> r, double insert, double delete, double substitute) where T : notnull
    {
        var known = new Dictionary<(int, int), double>();
        return Left(0, 0);

        double Left(int i, int j)
        {
            if (i == h.Count || j == r.Count)
            {
                return (h.Count - i) * insert + (r.Count - j) * delete;
            }

            if (!known.TryGetValue((i, j), out var least))
            {
                var both = Left(i + 1, j + 1) + (h[i].Equals(r[j]) ? 0 : substitute);
                least = new[] { Left(i + 1, j) + insert, Left(i, j + 1) + delete, both }.Min();
                known[(i, j)] = least;
            }

            return least;
        }
    }

    /// <summary>The fewest edits of what is left, and the most symbols in place with so few.</summary>
    public static (int Edits, int Hits) Hits<T>(IReadOnlyList<T> h, IReadOnlyList<T> r) where T : notnull
    {
        var known = new Dictionary<(int, int), (int Edits, int Hits)>();
        return Left(0, 0);

        (int Edits, int Hits) Left(int i, int j)
        {
            if (i == h.Count || j == r.Count)
            {
                return (h.Count - i + r.Count - j, 0);
            }

            if (!known.TryGetValue((i, j), out var best))
            {
                var (both, hits) = Left(i + 1, j + 1);
                (int Edits, int Hits)[] ways =
                [
                    h[i].Equals(r[j]) ? (both, hits + 1) : (both + 1, hits),
                    (Left(i + 1, j).Edits + 1, Left(i + 1, j).Hits),
                    (Left(i, j + 1).Edits + 1, Left(i, j + 1).Hits),
                ];
                best = ways.OrderBy(way => way.Edits).ThenByDescending(way => way.Hits).First();
                known[(i, j)] = best;
            }

            return best;
        }
    }

    public static int CommonSubsequence<T>(IReadOnlyList<T> h, IReadOnlyList<T> r) where T : notnull
    {
        var d = new int[h.Count + 1, r.Count + 1];
        for (var i = 1; i <= h.Count; i++)
        {
            for (var j = 1; j <= r.Count; j++)
            {
                d[i, j] = h[i - 1].Equals(r[j - 1]) ? d[i - 1, j - 1] + 1 : Math.Max(d[i - 1, j], d[i, j - 1]);
            }
        }

        return d[h.Count, r.Count];
    }
}
