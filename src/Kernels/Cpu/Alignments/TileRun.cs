using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>A block of rows against consecutive columns, tile by tile, for one score, statistic and sink.</summary>
/// <param name="score">The metric's score.</param>
/// <param name="features">The sequences.</param>
/// <param name="rows">The texts.</param>
/// <param name="items">The item of each column.</param>
/// <param name="sink">Takes the scores.</param>
/// <param name="cancellation">Stops the work between tiles, and within one of long sequences.</param>
internal readonly unsafe struct TileRun<TScore, TStep, TSink>(
    TScore score, SequenceFeatures features, TextRows rows, int[] items, TSink sink, CancellationToken cancellation)
    where TScore : unmanaged, IAlignmentScore where TStep : struct, IAlignmentStep where TSink : struct, ISink
{
    /// <summary>Columns whose sequences fit a lane of <typeparamref name="TRegister"/>; few of them in one register.</summary>
    public void Words<TRegister>(int column, int end) where TRegister : unmanaged, IRegister<TRegister>
    {
        if (end - column <= MatchTable<TRegister>.Patterns)
        {
            Words<TRegister, TRegister>(column, end);
        }
        else if (TRegister.HasManyRegisters && (TStep.IsThreefold || end - column > 2 * MatchTable<TRegister>.Patterns))
        {
            Words<TRegister, FourRegisters<TRegister>>(column, end);
        }
        else
        {
            Words<TRegister, TwoRegisters<TRegister>>(column, end);
        }
    }

    /// <summary>Columns with sequences of any length, as many words at a time as <typeparamref name="TLoop"/> takes.</summary>
    public void Long<TRegister, TBits, TLoop>(int column, int end)
        where TRegister : unmanaged, IRegister<TRegister> where TBits : unmanaged, IBits<TBits> where TLoop : struct, ILongLoop<TBits> =>
        Long<TRegister, TBits, TLoop, TLoop>(column, end);

    /// <summary>Columns with sequences of any length, two words at a time.</summary>
    public void Pairs<TRegister, TBits>(int column, int end)
        where TRegister : unmanaged, IRegister<TRegister> where TBits : unmanaged, IBits<TBits> =>
        Long<TRegister, TBits, PairLoop<TStep, TBits>>(column, end);

    /// <summary>Columns with sequences of any length, four or three words at a time.</summary>
    public void Tall<TRegister, TBits>(int column, int end)
        where TRegister : unmanaged, IRegister<TRegister> where TBits : unmanaged, IBits<TBits> =>
        Long<TRegister, TBits, TallLoop<TStep, TBits, FourWords>, TallLoop<TStep, TBits, ThreeWords>>(column, end);

    /// <summary>
    /// Columns with sequences of any length, two words or one at a time, for CPUs of sixteen registers. States of three parts leave no room
    /// for those of another register of columns, which pays unless a good part of the words is idle: of four where there are three.
    /// </summary>
    public void Narrow<TRegister>(int column, int end) where TRegister : unmanaged, IRegister<TRegister>
    {
        if (TStep.IsThreefold && PatternWords.Of(Longest(column, end - column)) != 3)
        {
            Long<TRegister, TRegister, PairLoop<TStep, TRegister>>(column, end);
        }
        else
        {
            Long<TRegister, TwoRegisters<TRegister>, NarrowPairLoop<TStep, TRegister>, NarrowSingleLoop<TStep, TRegister>>(column, end);
        }
    }

    private void Long<TRegister, TBits, TLoop, TFewer>(int column, int end)
        where TRegister : unmanaged, IRegister<TRegister> where TBits : unmanaged, IBits<TBits>
        where TLoop : struct, ILongLoop<TBits> where TFewer : struct, ILongLoop<TBits>
    {
        var patterns = MatchTable<TBits>.Patterns;
        var tableTokens = LongTile<TStep, TRegister, TBits, TLoop, TFewer>.TableTokens;
        using var tile = new LongTile<TStep, TRegister, TBits, TLoop, TFewer>(
            features, rows, Tokens(column, end, patterns, tableTokens), linked: Longest(column, end - column) > tableTokens);
        using var memory = AlignedMemory.Rent((long)patterns * sizeof(double));
        var lengths = (double*)memory.Start;
        for (; column < end; column += patterns)
        {
            cancellation.ThrowIfCancellationRequested();
            var width = Math.Min(patterns, end - column);
            for (var p = 0; p < patterns; p++)
            {
                lengths[p] = p < width ? features.Sequences.LengthOf(items[column + p]) : 0;
            }

            tile.Run(items, column, width, Longest(column, width), cancellation);
            for (var k = 0; k < rows.Count; k++)
            {
                if (Avx512F.IsSupported)
                {
                    Put<Real8>(rows.Texts[k], column, width, tile.Results(k), lengths);
                }
                else
                {
                    Put<Real4>(rows.Texts[k], column, width, tile.Results(k), lengths);
                }
            }
        }
    }

    private void Words<TRegister, TBits>(int column, int end)
        where TRegister : unmanaged, IRegister<TRegister> where TBits : unmanaged, IBits<TBits>
    {
        var patterns = MatchTable<TBits>.Patterns;
        using var tile = new WordTile<TScore, TStep, TRegister, TBits>(score, features, Tokens(column, end, patterns, TBits.LaneBits));
        for (; column < end; column += patterns)
        {
            cancellation.ThrowIfCancellationRequested();
            tile.Run(rows, items, column, Math.Min(patterns, end - column), sink);
        }
    }

    // The most tokens that a tile's patterns hold within one table.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long Tokens(int column, int end, int patterns, int tableTokens)
    {
        var most = 0L;
        for (; column < end; column += patterns)
        {
            var sum = 0L;
            for (var c = column; c < Math.Min(column + patterns, end); c++)
            {
                sum += Math.Min(tableTokens, features.Sequences.LengthOf(items[c]));
            }

            most = Math.Max(most, sum);
        }

        return most;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Longest(int column, int width)
    {
        var longest = 0;
        for (var c = column; c < column + width; c++)
        {
            longest = Math.Max(longest, features.Sequences.LengthOf(items[c]));
        }

        return longest;
    }

    // Never inlined: a caller's loops and a long score together are more than the compiler inlines.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Put<TReal>(TextRow text, int column, int width, double* results, double* lengths) where TReal : unmanaged, ILanes<TReal>
    {
        var rule = score;
        var target = sink;
        var hypothesis = TReal.Of(text.Length);
        for (var p = 0; p < width; p += TReal.Count)
        {
            target.Put(text.Row, column + p, rule.Score(TReal.Load(results + p), hypothesis, TReal.Load(lengths + p)));
        }
    }
}
