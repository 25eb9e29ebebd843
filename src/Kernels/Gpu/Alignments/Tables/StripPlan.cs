using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// The match tables of a batch's columns. A strip's table has a row for each token of its 32 patterns only, so its size follows the
/// patterns and not the alphabet; a map from tokens to rows leads there.
/// </summary>
internal sealed class StripPlan
{
    /// <summary>The member of <see cref="Sizes"/> that stands for any number of words beyond the others.</summary>
    public const int ManyWords = 0;

    private const long MostMapEntries = 1L << 28;

    private readonly IReadOnlyList<EncodedProblem> _problems;
    private readonly int[] _itemBase;
    private readonly PatternStrip[] _strips;
    private readonly int[] _problemOf;

    public StripPlan(IReadOnlyList<EncodedProblem> problems, int[] itemBase, int[] stripBase, int strips)
    {
        _problems = problems;
        _itemBase = itemBase;
        _strips = new PatternStrip[strips];
        _problemOf = new int[strips];
        var chunks = new List<(int Problem, int Column)>();
        var alphabet = 0;
        for (var p = 0; p < problems.Count; p++)
        {
            alphabet = Math.Max(alphabet, ((SequenceFeatures)problems[p].Features).AlphabetSize);
            for (var column = 0; column < problems[p].Columns; column += RowSum.Chunk)
            {
                chunks.Add((p, column));
            }
        }

        // Every token of a batch is counted here, so every processor counts. A strip stamps with its own number, so stamps are never cleared.
        Parallel.For(
            0,
            chunks.Count,
            () => new int[alphabet],
            (i, _, stamps) =>
            {
                var (p, column) = chunks[i];
                AddChunk(p, column, stripBase[p] + column / Tile.Lanes, stamps);
                return stamps;
            },
            _ => { });
        foreach (var strip in _strips)
        {
            DeviceLimits.RequireIndex(Words(strip), "words of a match table");
        }
    }

    /// <summary>The numbers of words that have kernels.</summary>
    public static ReadOnlySpan<int> Sizes => [1, 2, 4, ManyWords];

    /// <summary>Which of <see cref="Sizes"/> serves patterns of a number of words.</summary>
    public static int SizeOf(int words) => words <= 4 ? words : ManyWords;

    /// <summary>As many of the next tiles as <paramref name="budget"/> bytes of tables and maps serve, at least one.</summary>
    public StripPart Take(ReadOnlySpan<Tile> tiles, long budget)
    {
        var first = tiles[0].Strip;
        var end = first;
        var taken = 0;
        var tableWords = 0L;
        var mapLength = 0L;
        for (; taken < tiles.Length; taken++)
        {
            var last = tiles[taken].Strip + (tiles[taken].Columns + Tile.Lanes - 1) / Tile.Lanes;
            var (words, map) = (tableWords, mapLength);
            for (var s = end; s < last; s++)
            {
                words += Words(_strips[s]);
                map += Alphabet(s);
            }

            if (taken > 0 && (words * sizeof(ulong) + map * sizeof(int) > budget || map > MostMapEntries))
            {
                break;
            }

            (tableWords, mapLength, end) = (words, map, Math.Max(end, last));
        }

        DeviceLimits.RequireIndex(mapLength, "entries of token maps");
        return Fill(taken, first, end, tableWords, (int)mapLength);
    }

    private StripPart Fill(int tiles, int first, int end, long tableWords, int mapLength)
    {
        var map = new int[mapLength];
        var strips = _strips.AsSpan(first, end - first).ToArray();
        var table = 0L;
        var start = 0;
        for (var i = 0; i < strips.Length; i++)
        {
            strips[i].Table = table;
            strips[i].Map = start;
            table += Words(strips[i]);
            start += Alphabet(first + i);
        }

        Parallel.For(0, strips.Length, i => Number(strips[i], _problemOf[first + i], map.AsSpan((int)strips[i].Map, Alphabet(first + i))));
        return new StripPart(tiles, first, strips, map, tableWords);
    }

    // Row 0 stays empty; the map holds a row's offset, not its number.
    private void Number(PatternStrip strip, int p, Span<int> map)
    {
        var sequences = ((SequenceFeatures)_problems[p].Features).Sequences;
        var next = 1;
        for (var lane = 0; lane < strip.Lanes; lane++)
        {
            foreach (var token in sequences[strip.Item - _itemBase[p] + lane])
            {
                if (map[token] == 0)
                {
                    map[token] = next++ * strip.Words * Tile.Lanes;
                }
            }
        }
    }

    // A chunk's strips share a number of words, so that one kernel serves a row over the whole chunk.
    private void AddChunk(int p, int column, int strip, int[] stamps)
    {
        var problem = _problems[p];
        var sequences = ((SequenceFeatures)problem.Features).Sequences;
        var columns = Math.Min(RowSum.Chunk, problem.Columns - column);
        var longest = 0;
        for (var c = 0; c < columns; c++)
        {
            longest = Math.Max(longest, sequences.LengthOf(problem.FirstColumnItem + column + c));
        }

        var words = longest switch { <= 64 => 1, <= 128 => 2, <= 256 => 4, _ => (longest + 255) / 256 * 4 };
        for (var c = 0; c < columns; c += Tile.Lanes, strip++)
        {
            var lanes = Math.Min(Tile.Lanes, columns - c);
            var item = problem.FirstColumnItem + column + c;
            var distinct = 0;
            for (var lane = 0; lane < lanes; lane++)
            {
                foreach (var token in sequences[item + lane])
                {
                    if (stamps[token] != strip + 1)
                    {
                        stamps[token] = strip + 1;
                        distinct++;
                    }
                }
            }

            _problemOf[strip] = p;
            _strips[strip] = new PatternStrip { Item = _itemBase[p] + item, Lanes = lanes, Words = words, TableRows = distinct + 1 };
        }
    }

    private static long Words(PatternStrip strip) => (long)strip.TableRows * strip.Words * Tile.Lanes;

    private int Alphabet(int strip) => ((SequenceFeatures)_problems[_problemOf[strip]].Features).AlphabetSize;
}
