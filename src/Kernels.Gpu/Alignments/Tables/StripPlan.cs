using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// The match tables of a batch's columns. A strip's table has a row for each token of its 32 patterns only, so its size follows the
/// patterns and not the alphabet; a map from tokens to rows leads there. Room is planned for as many rows as there can be, and of large
/// tables for as many as there are.
/// </summary>
internal sealed class StripPlan
{
    private const long MostMapEntries = 1L << 28;
    private const long LargeTable = 1L << 20; // words; only tables of long patterns are larger

    private readonly PatternStrip[] _strips;
    private readonly int[] _alphabets; // of a strip's problem

    public StripPlan(IReadOnlyList<EncodedProblem> problems, int[] itemBase, int strips)
    {
        _strips = new PatternStrip[strips];
        _alphabets = new int[strips];
        var strip = 0;
        for (var p = 0; p < problems.Count; p++)
        {
            for (var column = 0; column < problems[p].Columns; column += RowSum.Chunk)
            {
                strip = AddChunk(problems[p], column, itemBase[p], strip);
            }
        }
    }

    /// <summary>
    /// The strips of as many of the next tiles as <paramref name="budget"/> bytes of tables and maps suffice for, at least one.
    /// </summary>
    public StripPart Take(ReadOnlySpan<Tile> tiles, long budget, out int taken)
    {
        var first = tiles[0].Strip;
        var end = first;
        var tableWords = 0L;
        var mapLength = 0L;
        for (taken = 0; taken < tiles.Length; taken++)
        {
            var last = tiles[taken].Strip + (tiles[taken].Columns + Tile.Lanes - 1) / Tile.Lanes;
            var (words, map) = (tableWords, mapLength);
            for (var s = end; s < last; s++)
            {
                words += Words(_strips[s]);
                map += _alphabets[s];
            }

            if (taken > 0 && (words * sizeof(ulong) + map * sizeof(int) > budget || map > MostMapEntries))
            {
                break;
            }

            (tableWords, mapLength, end) = (words, map, Math.Max(end, last));
        }

        DeviceLimits.RequireIndex(mapLength, "entries of token maps");
        return new StripPart(first, WithOffsets(first, end), (int)mapLength, tableWords);
    }

    /// <summary>All strips; null where their tables and maps take more than <paramref name="budget"/> bytes.</summary>
    public StripPart? All(long budget)
    {
        var words = _strips.Sum(Words);
        var map = _alphabets.Sum(alphabet => (long)alphabet);
        return words * sizeof(ulong) + map * sizeof(int) > budget || map > MostMapEntries ? null
            : new StripPart(0, WithOffsets(0, _strips.Length), (int)map, words);
    }

    private PatternStrip[] WithOffsets(int first, int end)
    {
        var strips = _strips.AsSpan(first, end - first).ToArray();
        var table = 0L;
        var map = 0L;
        for (var i = 0; i < strips.Length; i++)
        {
            strips[i].Table = table;
            strips[i].Map = map;
            table += Words(strips[i]);
            map += _alphabets[first + i];
        }

        return strips;
    }

    // A chunk's strips share a number of words, so that one kernel computes a row over the whole chunk.
    private int AddChunk(EncodedProblem problem, int column, int itemBase, int strip)
    {
        var features = (SequenceFeatures)problem.Features;
        var sequences = features.Sequences;
        var columns = Math.Min(RowSum.Chunk, problem.Columns - column);
        var longest = 0;
        for (var c = 0; c < columns; c++)
        {
            longest = Math.Max(longest, sequences.LengthOf(problem.FirstColumnItem + column + c));
        }

        var words = PatternWords.HeldOf(longest);
        int[]? stamps = null;
        for (var c = 0; c < columns; c += Tile.Lanes, strip++)
        {
            var lanes = Math.Min(Tile.Lanes, columns - c);
            var item = problem.FirstColumnItem + column + c;
            var tokens = sequences.Offsets[item + lanes] - sequences.Offsets[item];
            _alphabets[strip] = features.AlphabetSize;
            var rows = 1 + Math.Min(tokens, features.AlphabetSize);
            _strips[strip] = new PatternStrip { Item = itemBase + item, Lanes = lanes, Words = words, TableRows = rows };
            if (Words(_strips[strip]) > LargeTable)
            {
                stamps ??= new int[features.AlphabetSize];
                _strips[strip].TableRows = 1 + Distinct(sequences.Values.Slice(sequences.Offsets[item], tokens), stamps, c + 1);
            }

            DeviceLimits.RequireIndex(Words(_strips[strip]), "words of a match table");
        }

        return strip;
    }

    // Each strip of a chunk has its own stamp, so stamps are never cleared.
    private static int Distinct(ReadOnlySpan<int> tokens, int[] stamps, int stamp)
    {
        var distinct = 0;
        foreach (var token in tokens)
        {
            if (stamps[token] != stamp)
            {
                stamps[token] = stamp;
                distinct++;
            }
        }

        return distinct;
    }

    private static long Words(PatternStrip strip) => (long)strip.TableRows * strip.Words * Tile.Lanes;
}
