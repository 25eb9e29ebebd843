namespace Accelerated.Metrics;

/// <summary>The statistics of a pair by their definitions.</summary>
internal static class ReferenceStatistics
{
    /// <summary>Size of the intersection of two sets of symbols.</summary>
    public static int Shared(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var known = new HashSet<int>(left.Length);
        foreach (var symbol in left)
        {
            known.Add(symbol);
        }

        var shared = 0;
        foreach (var symbol in right)
        {
            shared += known.Contains(symbol) ? 1 : 0;
        }

        return shared;
    }

    /// <summary>Levenshtein distance by the two-row recurrence (Wagner and Fischer 1974).</summary>
    public static int EditDistance(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var row = FirstRow(right.Length);
        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var above = row[j + 1];
                var substitute = diagonal + (left[i] == right[j] ? 0 : 1);
                row[j + 1] = Math.Min(substitute, Math.Min(above, row[j]) + 1);
                diagonal = above;
            }
        }

        return row[^1];
    }

    /// <summary>Optimal string alignment distance by the three-row recurrence.</summary>
    public static int OptimalStringAlignment(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var twoAbove = new int[right.Length + 1];
        var above = FirstRow(right.Length);
        var row = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var value = Math.Min(above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1), Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    value = Math.Min(value, twoAbove[j - 2] + 1);
                }

                row[j] = value;
            }

            (twoAbove, above, row) = (above, row, twoAbove);
        }

        return above[^1];
    }

    /// <summary>Length of the longest common subsequence by the two-row recurrence.</summary>
    public static int LongestCommonSubsequence(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var row = new int[right.Length + 1];
        foreach (var id in left)
        {
            var diagonal = 0;
            for (var j = 0; j < right.Length; j++)
            {
                var above = row[j + 1];
                row[j + 1] = id == right[j] ? diagonal + 1 : Math.Max(above, row[j]);
                diagonal = above;
            }
        }

        return row[^1];
    }

    private static int[] FirstRow(int length)
    {
        var row = new int[length + 1];
        for (var j = 0; j <= length; j++)
        {
            row[j] = j;
        }

        return row;
    }
}
