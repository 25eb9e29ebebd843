namespace Accelerated.Inference.OnnxRuntime.Decoding;

/// <summary>
/// Which row each beginning takes when rows split and end: the first that continues a row stays in its place, so that only new and moved
/// rows are copied.
/// </summary>
internal static class RowPlan
{
    /// <summary>Plans the copies.</summary>
    /// <param name="parents">For each wanted row the present row that it continues.</param>
    /// <param name="slots">Receives the place of each wanted row, a permutation of 0..count-1.</param>
    /// <param name="copies">Receives the copies (from, to); no target is a source, so any order will do.</param>
    public static void Make(ReadOnlySpan<int> parents, Span<int> slots, List<(int From, int To)> copies)
    {
        copies.Clear();
        Span<bool> taken = parents.Length <= 1024 ? stackalloc bool[parents.Length] : new bool[parents.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            slots[i] = -1;
            if (parents[i] < parents.Length && !taken[parents[i]])
            {
                taken[parents[i]] = true;
                slots[i] = parents[i];
            }
        }

        var free = 0;
        for (var i = 0; i < parents.Length; i++)
        {
            if (slots[i] < 0)
            {
                while (taken[free])
                {
                    free++;
                }

                taken[free] = true;
                slots[i] = free;
                copies.Add((parents[i], free));
            }
        }
    }
}
