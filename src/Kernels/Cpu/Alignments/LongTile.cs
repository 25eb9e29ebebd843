using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// A tile of patterns of several words, against many texts. The words that a loop takes together have a table of their own, which the
/// tokens they hold bound, however large the alphabet; all texts go through it before the next words' table takes its place, so it stays
/// in cache.
/// </summary>
internal sealed unsafe class LongTile<TStep, TBits, TLoop> : IDisposable
    where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits> where TLoop : struct, ILongLoop<TBits>
{
    // The carries of so many tokens fit a part of the second cache; a longer text is taken alone.
    private const int MostTokens = 1 << 17;

    private readonly MatchTable<TBits> _table;
    private readonly TextRows _rows;
    private readonly AlignedMemory _memory;
    private readonly TBits* _states;
    private readonly double* _results;
    private readonly byte* _carries;

    /// <summary>Patterns a tile.</summary>
    public static int Patterns => TLoop.Vectors * Lanes;

    /// <summary>Places of a pattern in one table.</summary>
    public static int Places => TLoop.Words * TBits.LaneBits;

    private static int Lanes => sizeof(TBits) * 8 / TBits.LaneBits;

    private static int StateVectors => TLoop.Words * TLoop.Vectors * 2;

    private static int CarryBytes => TStep.Carries * TLoop.Vectors;

    /// <summary>A tile for any patterns whose tokens fit.</summary>
    /// <param name="features">The sequences.</param>
    /// <param name="rows">The texts.</param>
    /// <param name="tokens">Most tokens that the words of one table hold.</param>
    public LongTile(SequenceFeatures features, TextRows rows, long tokens)
    {
        _table = new MatchTable<TBits>(features, TLoop.Words, tokens, TLoop.Vectors);
        _rows = rows;
        var states = (long)StateVectors * sizeof(TBits);
        var results = (long)rows.Count * Patterns * sizeof(double);
        var longest = rows.Count == 0 ? 0 : rows.Length(rows.Count - 1);
        _memory = AlignedMemory.Rent(states + results + (long)CarryBytes * Math.Max(MostTokens, longest) + sizeof(ulong));
        _states = (TBits*)_memory.Start;
        _results = (double*)((byte*)_memory.Start + states);
        _carries = (byte*)(_results + (nint)rows.Count * Patterns);
    }

    /// <summary>The statistics of the k-th text and every pattern, once <see cref="Run"/> is done.</summary>
    public double* Results(int k) => _results + (nint)k * Patterns;

    /// <summary>Computes the statistics of every text and consecutive items, at most a tile.</summary>
    public void Run(int firstItem, int count, int longest)
    {
        for (var k = 0; k < _rows.Count; k++)
        {
            new Span<double>(Results(k), Patterns).Fill(TStep.AddsTextLength ? _rows.Length(k) : 0);
        }

        if (longest <= Places)
        {
            _table.Fill(firstItem, count, 0);
            Run<WholePatterns>(0, _rows.Count);
            return;
        }

        for (int first = 0, end; first < _rows.Count; first = end)
        {
            end = Group(first, out var tokens);
            new Span<byte>(_carries, CarryBytes * tokens).Clear();
            for (var skip = 0; skip < longest; skip += Places)
            {
                _table.Fill(firstItem, count, skip);
                Run<LinkedWords>(first, end);
            }
        }
    }

    public void Dispose()
    {
        _table.Dispose();
        _memory.Dispose();
    }

    // The texts from here on whose carries are kept at a time.
    private int Group(int first, out int tokens)
    {
        tokens = _rows.Length(first);
        var end = first + 1;
        for (; end < _rows.Count && tokens + _rows.Length(end) <= MostTokens; end++)
        {
            tokens += _rows.Length(end);
        }

        return end;
    }

    private void Run<TLink>(int first, int end) where TLink : struct, IWordLink
    {
        var carries = _carries;
        for (var k = first; k < end; k++)
        {
            TLoop.Run<TLink>(_table.Rows, _table.Places, _rows.Text(k), _rows.Length(k), carries, _states);
            carries += CarryBytes * (nint)_rows.Length(k);
            Add(Results(k));
        }
    }

    private void Add(double* results)
    {
        var parts = stackalloc double[Lanes];
        for (var i = 0; i < TLoop.Words * TLoop.Vectors; i++)
        {
            var sums = results + i % TLoop.Vectors * Lanes;
            var counts = TStep.Counts(_states[2 * i], _states[2 * i + 1], ((TBits*)_table.Masks)[i]);
            TBits.StoreByteSums(counts, TStep.AddsTextLength ? -TBits.LaneBits : 0, parts);
            for (var lane = 0; lane < Lanes; lane++)
            {
                sums[lane] += parts[lane];
            }
        }
    }
}
