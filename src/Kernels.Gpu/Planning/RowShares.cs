namespace Accelerated.Kernels.Gpu;

/// <summary>Shares of work for several devices.</summary>
internal static class RowShares
{
    /// <summary>Cuts <paramref name="rows"/> rows into shares that differ by one row at most; there may be empty ones at the end.</summary>
    public static (int First, int Count)[] Of(int rows, int shares)
    {
        var cuts = new (int First, int Count)[shares];
        for (int i = 0, first = 0; i < shares; i++)
        {
            var count = (rows - first + shares - i - 1) / (shares - i);
            cuts[i] = (first, count);
            first += count;
        }

        return cuts;
    }

    /// <summary>
    /// Cuts a batch into shares of about as many pairs each. A share is consecutive problems; one that a cut falls into is shared by rows.
    /// </summary>
    public static List<ProblemRows>[] Of(IReadOnlyList<ProblemRows> batch, int shares)
    {
        var left = batch.Sum(part => (long)part.Count * part.Problem.Columns);
        var cuts = new List<ProblemRows>[shares];
        var next = 0;
        var firstRow = 0;
        for (var i = 0; i < shares; i++)
        {
            cuts[i] = [];
            var wanted = (left + shares - i - 1) / (shares - i);
            left -= wanted;
            while (wanted > 0 && next < batch.Count)
            {
                var part = batch[next];
                var columns = part.Problem.Columns;
                var count = (int)Math.Min(part.Count - firstRow, (wanted + columns - 1) / columns);
                cuts[i].Add(part with { First = part.First + firstRow, Count = count, Sums = part.Sums.Slice(firstRow, count) });
                wanted -= (long)count * columns;
                firstRow += count;
                if (firstRow == part.Count)
                {
                    next++;
                    firstRow = 0;
                }
            }

            left += wanted; // what the last row went beyond the share
        }

        return cuts;
    }
}
