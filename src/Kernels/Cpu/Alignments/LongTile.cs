using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// A tile of patterns of several words, against many texts. The words that a loop takes together have a table of their own, which the
/// tokens they hold bound, however large the alphabet; all texts go through it before the next words' table replaces it, so it stays
/// in cache.
/// </summary>
/// <typeparam name="TStep">The step.</typeparam>
/// <typeparam name="TRegister">A register.</typeparam>
/// <typeparam name="TBits">The lanes of one word.</typeparam>
/// <typeparam name="TLoop">Takes the words together.</typeparam>
/// <typeparam name="TFewer">
/// A loop of one word fewer, for patterns that do not fill all; or the same loop, where there is no such loop.
/// </typeparam>
internal sealed unsafe class LongTile<TStep, TRegister, TBits, TLoop, TFewer> : IDisposable
    where TStep : struct, IAlignmentStep where TRegister : unmanaged, IRegister<TRegister>
    where TBits : unmanaged, IBits<TBits> where TLoop : struct, ILongLoop<TBits> where TFewer : struct, ILongLoop<TBits>
{
    // The carries of so many tokens fit a part of the second cache; a longer text is taken alone.
    private const int MostTokens = 1 << 17;

    private readonly MatchTable<TBits> _table;
    private readonly TextRows _rows;
    private readonly AlignedMemory _memory;
    private readonly TBits* _states;
    private readonly double* _results;
    private readonly float* _parts;
    private readonly float* _zeros;
    private readonly byte* _carries;

    /// <summary>Tokens of a pattern that one table holds.</summary>
    public static int TableTokens => TLoop.Words * TBits.LaneBits;

    private static int Patterns => MatchTable<TBits>.Patterns;

    /// <summary>A tile for any patterns whose tokens fit.</summary>
    /// <param name="features">The sequences.</param>
    /// <param name="rows">The texts.</param>
    /// <param name="tokens">Most tokens that the words of one table hold.</param>
    /// <param name="linked">Whether a pattern may have more words than one table.</param>
    public LongTile(SequenceFeatures features, TextRows rows, long tokens, bool linked)
    {
        _table = new MatchTable<TBits>(features, TLoop.Words, tokens);
        _rows = rows;
        var states = 2L * TLoop.Words * sizeof(TBits);
        var results = (long)rows.Count * Patterns * sizeof(double) + 2 * Patterns * sizeof(float);
        _memory = AlignedMemory.Rent(states + results + (long)MoreWords.Bytes<TStep, TBits>() * (linked ? MostCarries(rows) : 0));
        _states = (TBits*)_memory.Start;
        _results = (double*)((byte*)_memory.Start + states);
        _parts = (float*)(_results + (nint)rows.Count * Patterns);
        _zeros = _parts + Patterns;
        new Span<float>(_zeros, Patterns).Clear();
        _carries = (byte*)(_zeros + Patterns);
    }

    /// <summary>The statistics of the k-th text and every pattern, once <see cref="Run"/> is done.</summary>
    public double* Results(int k) => _results + (nint)k * Patterns;

    /// <summary>Computes the statistics of every text and items[column..column + count - 1], at most a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int[] items, int column, int count, int longest, CancellationToken cancellation)
    {
        for (var k = 0; k < _rows.Count; k++)
        {
            new Span<double>(Results(k), Patterns).Fill(TStep.AddsTextLength ? _rows.Texts[k].Length : 0);
        }

        // As few groups as possible, and as many of them one word fewer as still cover the patterns.
        var words = (longest + TBits.LaneBits - 1) / TBits.LaneBits;
        var groups = Math.Max(1, (words + TLoop.Words - 1) / TLoop.Words);
        var fewer = TFewer.Words < TLoop.Words ? Math.Min(groups, groups * TLoop.Words - words) : 0;
        for (int first = 0, end; first < _rows.Count; first = end)
        {
            end = groups == 1 ? _rows.Count : Group(first);
            for (int group = 0, skip = 0, width; group < groups; group++, skip += width)
            {
                cancellation.ThrowIfCancellationRequested();
                width = TBits.LaneBits * (group < fewer ? TFewer.Words : TLoop.Words);
                _table.Fill(items, column, count, skip, width);
                if (group < fewer)
                {
                    Run<TFewer>(first, end, group > 0, group + 1 < groups);
                }
                else
                {
                    Run<TLoop>(first, end, group > 0, group + 1 < groups);
                }
            }
        }
    }

    public void Dispose()
    {
        _table.Dispose();
        _memory.Dispose();
    }

    // Tokens of carries that are kept at a time, and those that the last text's last turns read.
    private static long MostCarries(TextRows rows)
    {
        var all = 0L;
        for (var k = 0; k < rows.Count; k++)
        {
            all += CarryTokens(rows.Texts[k]);
        }

        var longest = rows.Count == 0 ? 0 : CarryTokens(rows.Texts[rows.Count - 1]);
        return Math.Min(all, Math.Max(MostTokens, longest)) + TLoop.Lag;
    }

    private static int CarryTokens(TextRow text) => text.Length + TLoop.Lag;

    // The texts from here on whose carries are kept at a time.
    private int Group(int first)
    {
        var tokens = CarryTokens(_rows.Texts[first]);
        var end = first + 1;
        for (; end < _rows.Count && tokens + CarryTokens(_rows.Texts[end]) <= MostTokens; end++)
        {
            tokens += CarryTokens(_rows.Texts[end]);
        }

        return end;
    }

    private void Run<TAny>(int first, int end, bool hasBelow, bool hasAbove) where TAny : struct, ILongLoop<TBits>
    {
        switch (hasBelow, hasAbove)
        {
            case (false, false): Run<TAny, NoWords, NoWords>(first, end); break;
            case (false, true): Run<TAny, NoWords, MoreWords>(first, end); break;
            case (true, false): Run<TAny, MoreWords, NoWords>(first, end); break;
            default: Run<TAny, MoreWords, MoreWords>(first, end); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run<TAny, TBelow, TAbove>(int first, int end)
        where TAny : struct, ILongLoop<TBits> where TBelow : struct, IWordsBelow where TAbove : struct, IWordsAbove
    {
        // The offset of a token's carries does not depend on the number of words.
        var carries = _carries + MoreWords.Bytes<TStep, TBits>() * (TLoop.Lag - TAny.Lag);
        var bits = BitTable.Start;
        for (var k = first; k < end; k++)
        {
            var text = _rows.Texts[k];
            TAny.Run<TBelow, TAbove>(_table.Rows, _table.RowOffsets, text.Tokens, text.Length, _table.Nothing, carries, bits, _states);
            carries += MoreWords.Bytes<TStep, TBits>() * (nint)CarryTokens(text);
            Add(Results(k));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(double* results)
    {
        var sums = new LaneSums(1, _zeros, 0, _parts);
        for (var register = 0; register < TBits.Registers; register++)
        {
            // A byte's count is at most 8 of a word, 16 where two are counted: four words fit.
            var counts = TRegister.Zero;
            for (var word = 0; word < TLoop.Words; word++)
            {
                var vp = ((TRegister*)(_states + 2 * word))[register];
                var vn = ((TRegister*)(_states + 2 * word + 1))[register];
                counts = TRegister.AddBytes(counts, TStep.Counts(vp, vn, ((TRegister*)(_table.Masks + word))[register]));
            }

            TRegister.StoreByteSums(counts, sums, register * MatchTable<TRegister>.Patterns);
        }

        if (Avx512F.IsSupported)
        {
            AddParts<Real8>(results);
        }
        else
        {
            AddParts<Real4>(results);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddParts<TReal>(double* results) where TReal : unmanaged, ILanes<TReal>
    {
        var offset = TReal.Of(TStep.AddsTextLength ? -TableTokens : 0);
        for (var p = 0; p < Patterns; p += TReal.Count)
        {
            (TReal.Load(results + p) + TReal.Load(_parts + p) + offset).Store(results + p);
        }
    }
}
