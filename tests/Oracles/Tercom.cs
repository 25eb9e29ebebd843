namespace Accelerated.Oracles;

/// <summary>Translation edit rate by whole tables and lists of words, after the description of Snover et al. (2006).</summary>
public static class Tercom
{
    private const int Beam = 25;

    private enum Step
    {
        None,
        Match,
        Substitute,
        HypothesisOnly,
        ReferenceOnly,
    }

    public static double Rate(string[] h, string[] r) =>
        r.Length == 0 ? (h.Length == 0 ? 0 : 100) : 100 * (Edits([.. h], r) / (double)r.Length);

    public static int Edits(List<string> h, string[] r)
    {
        var (moves, tried) = (0, 0);
        while (true)
        {
            var (cost, path) = Align(h, r);
            var candidates = Moves(h, r, cost, path, ref tried);
            if (tried >= 1000 || candidates.Count == 0)
            {
                return moves + cost;
            }

            var best = candidates
                .OrderByDescending(move => move.Saved)
                .ThenByDescending(move => move.Length)
                .ThenBy(move => move.Start)
                .ThenBy(move => move.Before)
                .First();
            if (best.Saved <= 0)
            {
                return moves + cost;
            }

            h = best.Words;
            moves++;
        }
    }

    private static List<(int Saved, int Length, int Start, int Before, List<string> Words)> Moves(
        List<string> h, string[] r, int cost, List<Step> path, ref int tried)
    {
        var wrongH = new List<bool>();
        var wrongR = new List<bool>();
        var aligned = new List<int>();
        foreach (var step in path)
        {
            if (step != Step.ReferenceOnly)
            {
                wrongH.Add(step != Step.Match);
            }

            if (step != Step.HypothesisOnly)
            {
                aligned.Add(wrongH.Count - 1);
                wrongR.Add(step != Step.Match);
            }
        }

        var found = new List<(int, int, int, int, List<string>)>();
        for (var i = 0; i < h.Count; i++)
        {
            for (var j = 0; j < r.Length; j++)
            {
                for (var n = 1; n <= 10 && i + n <= h.Count && j + n <= r.Length && h[i + n - 1] == r[j + n - 1]; n++)
                {
                    if (Math.Abs(i - j) > 50
                        || !wrongH.Skip(i).Take(n).Any(wrong => wrong)
                        || !wrongR.Skip(j).Take(n).Any(wrong => wrong)
                        || (aligned[j] >= i && aligned[j] < i + n))
                    {
                        continue;
                    }

                    foreach (var before in Enumerable.Range(-1, n + 1).Select(k => j + k < 0 ? 0 : aligned[j + k] + 1).Distinct())
                    {
                        var moved = Moved(h, i, n, before);
                        found.Add((cost - Align(moved, r).Cost, n, i, before, moved));
                        tried++;
                    }

                    if (tried >= 1000)
                    {
                        return found;
                    }
                }
            }
        }

        return found;
    }

    // The block before the word at an index; within itself, by as many words to the right.
    private static List<string> Moved(List<string> h, int start, int length, int before)
    {
        var block = h.GetRange(start, length);
        var rest = h.Take(start).Concat(h.Skip(start + length)).ToList();
        var at = before < start ? before : before > start + length ? before - length : Math.Min(before, rest.Count);
        rest.InsertRange(at, block);
        return rest;
    }

    private static (int Cost, List<Step> Path) Align(List<string> h, string[] r)
    {
        const int unreached = 1_000_000_000;
        var table = new (int Cost, Step Step)[h.Count + 1, r.Length + 1];
        var slope = h.Count == 0 ? 1 : r.Length / (double)h.Count;
        var half = Beam < slope / 2 ? (int)Math.Ceiling(slope / 2 + Beam) : Beam;
        for (var i = 0; i <= h.Count; i++)
        {
            var middle = (int)Math.Floor(i * slope);
            var end = i == h.Count ? r.Length + 1 : Math.Min(r.Length + 1, middle + half);
            for (var j = 0; j <= r.Length; j++)
            {
                if (i == 0)
                {
                    table[i, j] = (j, Step.ReferenceOnly);
                    continue;
                }

                table[i, j] = (unreached, Step.None);
                if (j < Math.Max(0, middle - half) || j >= end)
                {
                    continue;
                }

                var ways = new List<(int Cost, Step Step)>();
                if (j > 0)
                {
                    var same = h[i - 1] == r[j - 1];
                    ways.Add((table[i - 1, j - 1].Cost + (same ? 0 : 1), same ? Step.Match : Step.Substitute));
                }

                ways.Add((table[i - 1, j].Cost + 1, Step.HypothesisOnly));
                if (j > 0)
                {
                    ways.Add((table[i, j - 1].Cost + 1, Step.ReferenceOnly));
                }

                table[i, j] = ways.MinBy(way => way.Cost); // the first of equal ones
            }
        }

        var path = new List<Step>();
        for (var (i, j) = (h.Count, r.Length); i > 0 || j > 0;)
        {
            var step = table[i, j].Step;
            path.Add(step);
            i -= step == Step.ReferenceOnly ? 0 : 1;
            j -= step == Step.HypothesisOnly ? 0 : 1;
        }

        path.Reverse();
        return (table[h.Count, r.Length].Cost, path);
    }
}
