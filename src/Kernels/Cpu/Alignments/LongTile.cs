using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// A tile of patterns of several words. Every two words have a table of their own, which the tokens they hold bound, however large
/// the alphabet; a text goes through them piece by piece.
/// </summary>
internal sealed unsafe class LongTile<TStep, TBits> : IDisposable where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
{
    private const int Words = LongLoop<TStep, TBits>.Words;
    private const int Vectors = MatchTable<TBits>.Vectors;

    private readonly MatchTable<TBits>[] _tables;
    private readonly AlignedMemory _memory;
    private readonly TBits* _states;
    private readonly TBits* _carries;
    private readonly int _piece;

    /// <summary>Builds the tables of consecutive items.</summary>
    /// <param name="features">The sequences.</param>
    /// <param name="firstItem">The first item.</param>
    /// <param name="count">Number of items, at most a tile.</param>
    /// <param name="tokens">Most tokens that two words of the tile hold.</param>
    /// <param name="piece">Tokens of a text taken at a time.</param>
    public LongTile(SequenceFeatures features, int firstItem, int count, long tokens, int piece)
    {
        var longest = 0;
        for (var i = firstItem; i < firstItem + count; i++)
        {
            longest = Math.Max(longest, features.Sequences.LengthOf(i));
        }

        var places = Words * TBits.LaneBits;
        _tables = new MatchTable<TBits>[Math.Max(1, (longest + places - 1) / places)];
        for (var block = 0; block < _tables.Length; block++)
        {
            _tables[block] = new MatchTable<TBits>(features, Words, tokens);
            _tables[block].Fill(firstItem, count, block * places);
        }

        _piece = piece;
        _memory = AlignedMemory.Rent(((long)_tables.Length * LongLoop<TStep, TBits>.StateVectors + (long)piece * LongLoop<TStep, TBits>.CarryVectors) * sizeof(TBits));
        _states = (TBits*)_memory.Start;
        _carries = _states + (nint)_tables.Length * LongLoop<TStep, TBits>.StateVectors;
    }

    /// <summary>Stores the statistic of a text and every pattern.</summary>
    public void Run(int* text, int length, double* results)
    {
        Start();
        if (_tables.Length == 1)
        {
            LongLoop<TStep, TBits>.Run<WholePatterns>(_tables[0].Rows, _tables[0].Places, text, length, -1, _states, _carries);
            Finish(length, results);
            return;
        }

        for (var done = 0; done < length; done += _piece)
        {
            var count = Math.Min(_piece, length - done);
            new Span<TBits>(_carries, count * LongLoop<TStep, TBits>.CarryVectors).Clear();
            for (var block = 0; block < _tables.Length; block++)
            {
                LongLoop<TStep, TBits>.Run<LinkedWords>(
                    _tables[block].Rows, _tables[block].Places, text + done, count, done == 0 ? -1 : text[done - 1],
                    _states + (nint)block * LongLoop<TStep, TBits>.StateVectors, _carries);
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
        for (var i = 0; i < _tables.Length * LongLoop<TStep, TBits>.StateVectors; i += 3)
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
        for (var v = 0; v < Vectors; v++)
        {
            var sums = results + v * lanes;
            new Span<double>(sums, lanes).Fill(TStep.AddsTextLength ? length : 0);
            for (var word = 0; word < _tables.Length * Words; word++)
            {
                var state = _states + (nint)(word * Vectors + v) * 3;
                var mask = ((TBits*)_tables[word / Words].Masks)[word % Words * Vectors + v];
                TBits.StoreByteSums(TStep.Counts(state[0], state[1], mask), TStep.AddsTextLength ? -TBits.LaneBits : 0, parts);
                for (var lane = 0; lane < lanes; lane++)
                {
                    sums[lane] += parts[lane];
                }
            }
        }
    }
}
