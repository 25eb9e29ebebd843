namespace Accelerated.Oracles;

/// <summary>What programs gave, one result a line.</summary>
public static class Outcomes
{
    /// <summary>The share of tests on which both gave the same.</summary>
    public static double Share(string h, string r)
    {
        var (left, right) = (Lines(h), Lines(r));
        var agreed = left.Zip(right).Count(pair => pair.First == pair.Second && pair.First != "" && !pair.First.StartsWith("ERROR"));
        return left.Length + right.Length == 0 ? 0 : agreed / (double)Math.Max(left.Length, right.Length);
    }

    /// <summary>F1 of the rows of two tables.</summary>
    public static double Rows(string h, string r)
    {
        string[] left = [.. Lines(h).Where(row => row != "")];
        string[] right = [.. Lines(r).Where(row => row != "")];
        return left.Concat(right).Any(row => row.StartsWith("ERROR")) ? 0 : Overlaps.F(left, right);
    }

    private static string[] Lines(string text) =>
        text is "" or "\n" ? [] : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(line => line.Trim())];
}
