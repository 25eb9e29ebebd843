using System.Runtime.ExceptionServices;

namespace Accelerated.Metrics;

/// <summary>
/// Reads the tokens of many items. Where there is much to read, several threads each take some neighbouring items and name their tokens by
/// themselves; the names are then joined in the order of the items, so that all ids are those that one thread would have given.
/// </summary>
internal static class TokenReading
{
    // Reading so many characters takes about half a millisecond, far longer than a thread to start.
    private const long LeastCharacters = 1 << 17;

    /// <summary>One closed row an item; the caller disposes it.</summary>
    /// <param name="reader">Reads an item.</param>
    /// <param name="items">The items.</param>
    /// <param name="threads">Most threads that read at once.</param>
    public static TokenRows Rows(ITokenReader reader, IReadOnlyList<Candidate> items, int threads)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var characters = threads == 1 ? 0 : Characters(items);
        var parts = (int)Math.Min(Math.Min(threads, items.Count), characters / LeastCharacters);
        return parts < 2 ? Read(reader, items, 0, items.Count) : Together(reader, items, Starts(items, characters, parts));
    }

    private static TokenRows Together(ITokenReader reader, IReadOnlyList<Candidate> items, int[] starts)
    {
        var rows = new TokenRows?[starts.Length - 1];
        var errors = new Exception?[rows.Length];
        try
        {
            Parallel.For(0, rows.Length, part =>
            {
                try
                {
                    rows[part] = Read(reader, items, starts[part], starts[part + 1]);
                }
                catch (Exception e)
                {
                    errors[part] = e;
                }
            });
            if (errors.FirstOrDefault(error => error is not null) is { } first)
            {
                ExceptionDispatchInfo.Throw(first); // that of one thread
            }

            return TokenRows.Join(rows!);
        }
        finally
        {
            foreach (var part in rows)
            {
                part?.Dispose();
            }
        }
    }

    private static TokenRows Read(ITokenReader reader, IReadOnlyList<Candidate> items, int start, int end)
    {
        var rows = new TokenRows(end - start);
        try
        {
            for (var i = start; i < end; i++)
            {
                reader.Read(items[i], rows);
                rows.EndRow();
            }

            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    // Where each part starts, and the end: parts of about as many characters.
    private static int[] Starts(IReadOnlyList<Candidate> items, long all, int parts)
    {
        var starts = new int[parts + 1];
        var part = 1;
        var read = 0L;
        for (var i = 0; i < items.Count && part < parts; i++)
        {
            read += Characters(items[i]);
            while (part < parts && read * parts >= all * part)
            {
                starts[part++] = i + 1;
            }
        }

        starts.AsSpan(part).Fill(items.Count);
        return starts;
    }

    private static long Characters(IReadOnlyList<Candidate> items)
    {
        var sum = 0L;
        for (var i = 0; i < items.Count; i++)
        {
            sum += Characters(items[i]);
        }

        return sum;
    }

    private static int Characters(Candidate candidate) => Math.Max(candidate.Text.Length, candidate.Tokens?.Count ?? 0);
}
