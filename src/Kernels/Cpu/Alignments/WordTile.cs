using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// A tile of patterns that fit a lane, against many texts, as many at a time as their states fit the CPU's registers: three of two
/// registers each (two, where a state has three parts) where there are sixteen, two of four where there are thirty-two.
/// </summary>
internal sealed unsafe class WordTile<TScore, TStep, TRegister, TBits> : IDisposable
    where TScore : unmanaged, IAlignmentScore where TStep : struct, IAlignmentStep
    where TRegister : unmanaged, IRegister<TRegister> where TBits : unmanaged, IBits<TBits>
{
    private const int MostStates = 6; // two parts of three texts

    private readonly TScore _score;
    private readonly WholeSumScore _wholeSum;
    private readonly SequenceFeatures _features;
    private readonly MatchTable<TBits> _table;
    private readonly AlignedMemory _memory;
    private readonly TBits* _states;
    private readonly float* _results;
    private readonly float* _lengths;
    private readonly float* _parts;
    private readonly float* _zeros;

    /// <summary>A tile for any patterns whose tokens fit.</summary>
    /// <param name="score">The metric's score.</param>
    /// <param name="features">The sequences.</param>
    /// <param name="tokens">Most tokens that a tile's patterns hold.</param>
    public WordTile(TScore score, SequenceFeatures features, long tokens)
    {
        _score = score;
        _wholeSum = TScore.IsWholeSum ? WholeSumScore.Of(score) : default;
        _features = features;
        _table = new MatchTable<TBits>(features, 1, tokens);
        var room = Math.Max(Patterns, Vector512<double>.Count); // scores are taken up to eight at a time
        _memory = AlignedMemory.Rent((long)MostStates * sizeof(TBits) + 4L * room * sizeof(float));
        _states = (TBits*)_memory.Start;
        _results = (float*)(_states + MostStates);
        _lengths = _results + room;
        _parts = _lengths + room;
        _zeros = _parts + room;
        new Span<float>(_results, 4 * room).Clear();
    }

    private static int Patterns => MatchTable<TBits>.Patterns;

    /// <summary>Scores every text with the items of consecutive columns, at most a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSink>(TextRows rows, int[] items, int column, int width, TSink sink) where TSink : struct, ISink
    {
        _table.Fill(items, column, width, 0, TBits.LaneBits);
        // Lengths beyond the width are left from an earlier tile, or 0; scores of such columns are discarded.
        for (var p = 0; p < width; p++)
        {
            var length = _features.Sequences.LengthOf(items[column + p]);
            _lengths[p] = length;
            _parts[p] = _wholeSum.OfReference(length);
        }

        var text = rows.Texts;
        var last = text + rows.Count;
        if (!TRegister.HasManyRegisters && TBits.Registers == 2)
        {
            text = Narrow(text, last, column, width, sink);
        }

        if (!TRegister.HasManyRegisters || !TStep.IsThreefold || TBits.Registers == 4)
        {
            for (; text + 1 < last; text += 2)
            {
                Fetch(text, 2, last, column, width, sink);
                if (TStep.IsThreefold && TBits.Registers == 4)
                {
                    ThreefoldWordLoop<TStep, TRegister>.Two(_table.Rows, _table.RowOffsets, text, (TRegister*)_states);
                }
                else
                {
                    WordLoop<TStep, TBits>.Two(
                        _table.Rows, _table.RowOffsets, text->Tokens, text->Length, text[1].Tokens, text[1].Length, _states);
                }

                Put(*text, column, width, _states, sink);
                Put(text[1], column, width, _states + 2, sink);
            }
        }

        for (; text < last; text++)
        {
            WordLoop<TStep, TBits>.One(_table.Rows, _table.RowOffsets, text->Tokens, text->Length, _states);
            Put(*text, column, width, _states, sink);
        }
    }

    public void Dispose()
    {
        _table.Dispose();
        _memory.Dispose();
    }

    // The lines that the scores of the next texts go to are far from each other, and often in no near cache.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Fetch<TSink>(TextRow* text, int together, TextRow* last, int column, int width, TSink sink)
        where TSink : struct, ISink
    {
        for (var next = text + together; Sse.IsSupported && next < text + 2 * together && next < last; next++)
        {
            var line = sink.Line(next->Row, column, width);
            if (line == null)
            {
                return;
            }

            for (var k = 0; k < width; k += Vector512<float>.Count)
            {
                Sse.Prefetch0(line + k);
            }

            Sse.Prefetch0(line + (width - 1)); // matrix lines rarely start at a cache line
        }
    }

    // Two or three texts at a time; the first that is left.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private TextRow* Narrow<TSink>(TextRow* text, TextRow* last, int column, int width, TSink sink) where TSink : struct, ISink
    {
        var together = TStep.IsThreefold ? 2 : 3;
        for (; text + together <= last; text += together)
        {
            Fetch(text, together, last, column, width, sink);
            if (TStep.IsThreefold)
            {
                NarrowWordLoop<TStep, TRegister>.Two(_table.Rows, _table.RowOffsets, text, (TRegister*)_states);
            }
            else
            {
                NarrowWordLoop<TStep, TRegister>.Three(_table.Rows, _table.RowOffsets, text, (TRegister*)_states);
            }

            for (var k = 0; k < together; k++)
            {
                Put(text[k], column, width, _states + 2 * k, sink);
            }
        }

        return text;
    }

    // From VP and VN of a text's last state. Never inlined, nor is the score: a caller's loops and a long score together are more
    // than the compiler inlines.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Put<TSink>(TextRow text, int column, int width, TBits* states, TSink sink) where TSink : struct, ISink
    {
        var offset = TStep.AddsTextLength ? text.Length - TBits.LaneBits : 0;
        var line = TScore.IsWholeSum && text.Length <= WholeSumScore.LongestText ? sink.Line(text.Row, column, width) : null;
        var target = line != null && width == Patterns ? line : _results;
        var sums = line != null
            ? new LaneSums(_wholeSum.Statistic, _parts, _wholeSum.Statistic * offset + _wholeSum.OfHypothesis(text.Length), target)
            : new LaneSums(1, _zeros, 0, target);
        var lanes = MatchTable<TRegister>.Patterns;
        for (var register = 0; register * lanes < width; register++)
        {
            var counts = TStep.Counts(
                ((TRegister*)states)[register], ((TRegister*)(states + 1))[register], ((TRegister*)_table.Masks)[register]);
            TRegister.StoreByteSums(counts, sums, register * lanes);
        }

        if (line == null)
        {
            if (Avx512F.IsSupported)
            {
                Score<TSink, Real8>(text, column, width, offset, sink);
            }
            else
            {
                Score<TSink, Real4>(text, column, width, offset, sink);
            }
        }
        else if (target != line)
        {
            new Span<float>(target, width).CopyTo(new Span<float>(line, width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Score<TSink, TReal>(TextRow text, int column, int width, int offset, TSink sink)
        where TSink : struct, ISink where TReal : unmanaged, ILanes<TReal>
    {
        var score = _score;
        var hypothesis = TReal.Of(text.Length);
        var added = TReal.Of(offset);
        for (var p = 0; p < width; p += TReal.Count)
        {
            sink.Put(text.Row, column + p, score.Score(TReal.Load(_results + p) + added, hypothesis, TReal.Load(_lengths + p)));
        }
    }
}
