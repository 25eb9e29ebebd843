using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// A tile of patterns of several words. The words that a loop takes together have a table of their own, which the tokens they hold bound,
/// however large the alphabet; a text goes through them piece by piece.
/// </summary>
internal sealed unsafe class LongTile<TStep, TBits, TLoop> : IDisposable
    where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits> where TLoop : struct, ILongLoop<TBits>
{
    private readonly MatchTable<TBits>[] _tables;
    private readonly AlignedMemory _memory;
    private readonly TBits* _states;
    private readonly TBits* _carries;
    private readonly int _piece;

    /// <summary>Patterns a tile.</summary>
    public static int Patterns => TLoop.Vectors * (sizeof(TBits) * 8 / TBits.LaneBits);

    /// <summary>Places of a pattern in one table.</summary>
    public static int Places => TLoop.Words * TBits.LaneBits;

    private static int StateVectors => TLoop.Words * TLoop.Vectors * 3;

    private static int CarryVectors => TStep.Carries * TLoop.Vectors;

    /// <summary>Builds the tables of consecutive items.</summary>
    /// <param name="features">The sequences.</param>
    /// <param name="firstItem">The first item.</param>
    /// <param name="count">Number of items, at most a tile.</param>
    /// <param name="tokens">Most tokens that the words of one table hold.</param>
    /// <param name="piece">Tokens of a text taken at a time.</param>
    public LongTile(SequenceFeatures features, int firstItem, int count, long tokens, int piece)
    {
        var longest = 0;
        for (var i = firstItem; i < firstItem + count; i++)
        {
            longest = Math.Max(longest, features.Sequences.LengthOf(i));
        }

        _tables = new MatchTable<TBits>[Math.Max(1, (longest + Places - 1) / Places)];
        for (var block = 0; block < _tables.Length; block++)
        {
            _tables[block] = new MatchTable<TBits>(features, TLoop.Words, tokens, TLoop.Vectors);
            _tables[block].Fill(firstItem, count, block * Places);
        }

        _piece = piece;
        _memory = AlignedMemory.Rent(((long)_tables.Length * StateVectors + (long)piece * CarryVectors) * sizeof(TBits));
        _states = (TBits*)_memory.Start;
        _carries = _states + (nint)_tables.Length * StateVectors;
    }

    /// <summary>Stores the statistic of a text and every pattern.</summary>
    public void Run(int* text, int length, double* results)
    {
        Start();
        if (_tables.Length == 1)
        {
            TLoop.Run<WholePatterns>(_tables[0].Rows, _tables[0].Places, text, length, -1, _states, _carries);
            Finish(length, results);
            return;
        }

        for (var done = 0; done < length; done += _piece)
        {
            var count = Math.Min(_piece, length - done);
            new Span<TBits>(_carries, count * CarryVectors).Clear();
            for (var block = 0; block < _tables.Length; block++)
            {
                TLoop.Run<LinkedWords>(
                    _tables[block].Rows, _tables[block].Places, text + done, count, done == 0 ? -1 : text[done - 1],
                    _states + (nint)block * StateVectors, _carries);
            }
        }

        Finish(length, results);
    }

    public void Dispose()
    {
        foreach (var table in _tables)
        {
            table.Dispose();
        }

        _memory.Dispose();
    }

    private void Start()
    {
        for (var i = 0; i < _tables.Length * StateVectors; i += 3)
        {
            _states[i] = TBits.AllSet;
            _states[i + 1] = TBits.Zero;
            _states[i + 2] = TBits.Zero;
        }
    }

    private void Finish(int length, double* results)
    {
        var lanes = sizeof(TBits) * 8 / TBits.LaneBits;
        var parts = stackalloc double[lanes];
        for (var v = 0; v < TLoop.Vectors; v++)
        {
            var sums = results + v * lanes;
            new Span<double>(sums, lanes).Fill(TStep.AddsTextLength ? length : 0);
            for (var word = 0; word < _tables.Length * TLoop.Words; word++)
            {
                var state = _states + (nint)(word * TLoop.Vectors + v) * 3;
                var mask = ((TBits*)_tables[word / TLoop.Words].Masks)[word % TLoop.Words * TLoop.Vectors + v];
                TBits.StoreByteSums(TStep.Counts(state[0], state[1], mask), TStep.AddsTextLength ? -TBits.LaneBits : 0, parts);
                for (var lane = 0; lane < lanes; lane++)
                {
                    sums[lane] += parts[lane];
                }
            }
        }
    }
}
