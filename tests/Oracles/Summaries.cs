namespace Accelerated.Oracles;

/// <summary>ROUGE of summaries whose lines are sentences.</summary>
public static class Summaries
{
    public static double RougeLsum(string h, string r, Func<string, string[]> words, string measure)
    {
        var left = h.Split('\n').Select(words).Where(line => line.Length > 0).ToArray();
        var right = r.Split('\n').Select(words).Where(line => line.Length > 0).ToArray();
        var (n, m) = (left.Sum(line => line.Length), right.Sum(line => line.Length));
        if (n == 0 || m == 0)
        {
            return 0;
        }

        var have = left.SelectMany(line => line).CountBy(word => word).ToDictionary();
        var shared = right
            .SelectMany(line => left.SelectMany(other => Common(line, other)).Distinct().Select(index => line[index]))
            .CountBy(word => word)
            .Sum(word => Math.Min(word.Value, have[word.Key]));
        return Overlaps.Measure(shared / (double)n, shared / (double)m, measure);
    }

    // The indices in a line of the longest common subsequence with another: back from the ends, over the other line's last word only where
    // that keeps more.
    private static IEnumerable<int> Common(string[] line, string[] other)
    {
        var (i, j) = (line.Length, other.Length);
        while (i > 0 && j > 0)
        {
            if (line[i - 1] == other[j - 1])
            {
                yield return i - 1;
                i--;
                j--;
            }
            else if (Tables.CommonSubsequence(line[..i], other[..(j - 1)]) > Tables.CommonSubsequence(line[..(i - 1)], other[..j]))
            {
                j--;
            }
            else
            {
                i--;
            }
        }
    }
}
