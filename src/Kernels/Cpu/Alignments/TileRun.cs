using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>A block of rows against consecutive columns, tile by tile, for one score, statistic and sink.</summary>
/// <param name="score">The metric's score.</param>
/// <param name="features">The sequences.</param>
/// <param name="rows">The texts.</param>
/// <param name="firstItem">The item of column 0.</param>
/// <param name="sink">Takes the scores.</param>
internal readonly unsafe struct TileRun<TScore, TStep, TSink>(TScore score, SequenceFeatures features, TextRows rows, int firstItem, TSink sink)
    where TScore : unmanaged, IAlignmentScore where TStep : struct, IAlignmentStep where TSink : struct, ISink
{
    /// <summary>Columns whose sequences fit a lane of <typeparamref name="TRegister"/>; few of them in one register.</summary>
    public void Words<TRegister>(int column, int end) where TRegister : unmanaged, IRegister<TRegister>
    {
        if (end - column <= MatchTable<TRegister>.Patterns)
        {
            Words<TRegister, TRegister>(column, end);
        }
        else if (TRegister.HasManyRegisters)
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
        where TRegister : unmanaged, IRegister<TRegister> where TBits : unmanaged, IBits<TBits> where TLoop : struct, ILongLoop<TBits>
    {
        var patterns = MatchTable<TBits>.Patterns;
        var places = LongTile<TStep, TRegister, TBits, TLoop>.Places;
        using var tile = new LongTile<TStep, TRegister, TBits, TLoop>(
            features, rows, Tokens(column, end, patterns, places), linked: Longest(column, end - column) > places);
        using var memory = AlignedMemory.Rent((long)patterns * sizeof(double));
        var lengths = (double*)memory.Start;
        for (; column < end; column += patterns)
        {
            var width = Math.Min(patterns, end - column);
            FillLengths(column, width, patterns, lengths);
            tile.Run(firstItem + column, width, Longest(column, width));
            for (var k = 0; k < rows.Count; k++)
            {
                Put(rows.Texts[k], column, width, tile.Results(k), 0, lengths);
            }
        }
    }

    private void Words<TRegister, TBits>(int column, int end) where TRegister : unmanaged, IRegister<TRegister> where TBits : unmanaged, IBits<TBits>
    {
        var patterns = MatchTable<TBits>.Patterns;
        using var table = new MatchTable<TBits>(features, 1, Tokens(column, end, patterns, TBits.LaneBits));
        var room = Math.Max(patterns, Vector512<double>.Count); // scores are taken eight at a time
        using var memory = AlignedMemory.Rent(4L * sizeof(TBits) + 2L * room * sizeof(double));
        var states = (TBits*)memory.Start;
        var results = (double*)(states + 4);
        var lengths = results + room;
        new Span<double>(results, room).Clear();
        for (; column < end; column += patterns)
        {
            var width = Math.Min(patterns, end - column);
            table.Fill(firstItem + column, width, 0);
            FillLengths(column, width, room, lengths);
            var text = rows.Texts;
            var last = text + rows.Count;
            if (!TRegister.HasManyRegisters || !TStep.IsThreefold)
            {
                for (; text + 1 < last; text += 2)
                {
                    WordLoop<TStep, TBits>.Two(table.Rows, table.Places, text->Tokens, text->Length, text[1].Tokens, text[1].Length, states);
                    Put<TRegister, TBits>(*text, column, width, states, table.Masks, results, lengths);
                    Put<TRegister, TBits>(text[1], column, width, states + 2, table.Masks, results, lengths);
                }
            }

            for (; text < last; text++)
            {
                WordLoop<TStep, TBits>.One(table.Rows, table.Places, text->Tokens, text->Length, states);
                Put<TRegister, TBits>(*text, column, width, states, table.Masks, results, lengths);
            }
        }
    }

    // The most tokens that a tile's patterns hold within one table.
    private long Tokens(int column, int end, int patterns, int places)
    {
        var most = 0L;
        for (; column < end; column += patterns)
        {
            var sum = 0L;
            for (var c = column; c < Math.Min(column + patterns, end); c++)
            {
                sum += Math.Min(places, features.Sequences.LengthOf(firstItem + c));
            }

            most = Math.Max(most, sum);
        }

        return most;
    }

    private int Longest(int column, int width)
    {
        var longest = 0;
        for (var c = column; c < column + width; c++)
        {
            longest = Math.Max(longest, features.Sequences.LengthOf(firstItem + c));
        }

        return longest;
    }

    private void FillLengths(int column, int width, int room, double* lengths)
    {
        for (var p = 0; p < room; p++)
        {
            lengths[p] = p < width ? features.Sequences.LengthOf(firstItem + column + p) : 0;
        }
    }

    // From the two parts of a text's last state.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Put<TRegister, TBits>(TextRow text, int column, int width, TBits* states, TBits* masks, double* results, double* lengths)
        where TRegister : unmanaged, IRegister<TRegister> where TBits : unmanaged, IBits<TBits>
    {
        var lanes = MatchTable<TRegister>.Patterns;
        for (var register = 0; register * lanes < width; register++)
        {
            var counts = TStep.Counts(((TRegister*)states)[register], ((TRegister*)(states + 1))[register], ((TRegister*)masks)[register]);
            TRegister.StoreByteSums(counts, results + register * lanes);
        }

        Put(text, column, width, results, TStep.AddsTextLength ? text.Length - TBits.LaneBits : 0, lengths);
    }

    // Never inlined: a caller's loops and a long score together are more than the compiler inlines.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Put(TextRow text, int column, int width, double* results, double offset, double* lengths)
    {
        var rule = score;
        var target = sink;
        var hypothesis = Real8.Of(text.Length);
        var added = Real8.Of(offset);
        for (var p = 0; p < width; p += Vector512<double>.Count)
        {
            var value = rule.Score(new Real8(Vector512.Load(results + p)) + added, hypothesis, new Real8(Vector512.Load(lengths + p)));
            target.Put(text.Row, column + p, value.Value);
        }
    }
}
