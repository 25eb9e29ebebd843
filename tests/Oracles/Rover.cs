namespace Accelerated.Oracles;

/// <summary>ROVER by its definition: whole tables, votes counted from lists of every system's word.</summary>
public static class Rover
{
    /// <summary>The winning word of each slot, "" for none, with its share of the weight.</summary>
    public static List<(string Word, double Share)> Vote(string[][] systems, long[] weights)
    {
        var slots = systems[0].Select(word => new List<(string Word, int System)> { (word, 0) }).ToList();
        for (var system = 1; system < systems.Length; system++)
        {
            slots = Align(slots, systems[system], system);
        }

        var total = (double)weights[..systems.Length].Sum();
        return [.. slots.Select(slot => slot
            .GroupBy(
                one => one.Word,
                (word, all) => (Word: word, Weight: all.Sum(one => weights[one.System]), First: all.Min(one => one.System)))
            .OrderByDescending(vote => vote.Weight).ThenBy(vote => vote.First)
            .Select(vote => (vote.Word, vote.Weight / total)).First())];
    }

    private static List<List<(string Word, int System)>> Align(List<List<(string Word, int System)>> slots, string[] words, int system)
    {
        var edits = new int[slots.Count + 1, words.Length + 1];
        int Substitution(int i, int j) => slots[i - 1].Any(one => one.Word == words[j - 1]) ? 0 : 1;
        for (var i = 0; i <= slots.Count; i++)
        {
            for (var j = 0; j <= words.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0
                    ? i + j
                    : new[] { edits[i - 1, j - 1] + Substitution(i, j), edits[i - 1, j] + 1, edits[i, j - 1] + 1 }.Min();
            }
        }

        var merged = new List<List<(string, int)>>();
        for (int i = slots.Count, j = words.Length; i + j > 0;)
        {
            if (i > 0 && j > 0 && edits[i, j] == edits[i - 1, j - 1] + Substitution(i, j))
            {
                merged.Insert(0, [.. slots[--i], (words[--j], system)]);
            }
            else if (i > 0 && edits[i, j] == edits[i - 1, j] + 1)
            {
                merged.Insert(0, [.. slots[--i], ("", system)]);
            }
            else
            {
                merged.Insert(0, [.. Enumerable.Range(0, system).Select(before => ("", before)), (words[--j], system)]);
            }
        }

        return merged;
    }
}
