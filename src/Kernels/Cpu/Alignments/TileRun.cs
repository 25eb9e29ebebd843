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
    /// <summary>Columns whose sequences fit a lane of <typeparamref name="TBits"/>.</summary>
    public void Words<TBits>(int column, int end) where TBits : unmanaged, IBits<TBits>
    {
        if (end - column <= MatchTable<TBits>.Lanes)
        {
            Narrow<TBits>(column, end - column);
            return;
        }

        var patterns = MatchTable<TBits>.Patterns;
        using var table = new MatchTable<TBits>(features, 1, Tokens(column, end, patterns, TBits.LaneBits));
        using var memory = AlignedMemory.Rent(3L * patterns * sizeof(double));
        var lengths = (double*)memory.Start;
        var results = lengths + patterns;
        var results2 = results + patterns;
        for (; column < end; column += patterns)
        {
            var width = Math.Min(patterns, end - column);
            table.Fill(firstItem + column, width, 0);
            FillLengths(column, width, patterns, lengths);
            var k = 0;
            if (TBits.HasManyRegisters && !TStep.IsThreefold)
            {
                for (; k + 1 < rows.Count; k += 2)
                {
                    WordLoop<TStep, TBits>.Two(
                        table.Rows, table.Places, (TBits*)table.Masks, rows.Text(k), rows.Length(k), rows.Text(k + 1), rows.Length(k + 1), results, results2);
                    Put(k, column, width, results, lengths);
                    Put(k + 1, column, width, results2, lengths);
                }
            }

            for (; k < rows.Count; k++)
            {
                WordLoop<TStep, TBits>.One(table.Rows, table.Places, (TBits*)table.Masks, rows.Text(k), rows.Length(k), results);
                Put(k, column, width, results, lengths);
            }
        }
    }

    // Few columns, in one register.
    private void Narrow<TBits>(int column, int width) where TBits : unmanaged, IBits<TBits>
    {
        var patterns = MatchTable<TBits>.Lanes;
        using var table = new MatchTable<TBits>(features, 1, Tokens(column, column + width, patterns, TBits.LaneBits), vectors: 1);
        table.Fill(firstItem + column, width, 0);
        var lengths = stackalloc double[patterns];
        var results = stackalloc double[patterns];
        FillLengths(column, width, patterns, lengths);
        for (var k = 0; k < rows.Count; k++)
        {
            NarrowLoop<TStep, TBits>.Run(table.Rows, table.Places, (TBits*)table.Masks, rows.Text(k), rows.Length(k), results);
            Put(k, column, width, results, lengths);
        }
    }

    /// <summary>Columns with sequences of any length, as many words at a time as <typeparamref name="TLoop"/> takes.</summary>
    public void Long<TBits, TLoop>(int column, int end) where TBits : unmanaged, IBits<TBits> where TLoop : struct, ILongLoop<TBits>
    {
        var patterns = LongTile<TStep, TBits, TLoop>.Patterns;
        using var tile = new LongTile<TStep, TBits, TLoop>(features, rows, Tokens(column, end, patterns, LongTile<TStep, TBits, TLoop>.Places));
        using var memory = AlignedMemory.Rent((long)patterns * sizeof(double));
        var lengths = (double*)memory.Start;
        for (; column < end; column += patterns)
        {
            var width = Math.Min(patterns, end - column);
            FillLengths(column, width, patterns, lengths);
            tile.Run(firstItem + column, width, Longest(column, width));
            for (var k = 0; k < rows.Count; k++)
            {
                Put(k, column, width, tile.Results(k), lengths);
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

    private void FillLengths(int column, int width, int patterns, double* lengths)
    {
        for (var p = 0; p < patterns; p++)
        {
            lengths[p] = p < width ? features.Sequences.LengthOf(firstItem + column + p) : 0;
        }
    }

    private void Put(int k, int column, int width, double* results, double* lengths)
    {
        var rule = score;
        var target = sink;
        var row = rows.RowOf(k);
        var hypothesis = Real8.Of(rows.Length(k));
        for (var p = 0; p < width; p += Vector512<double>.Count)
        {
            var value = rule.Score(new Real8(Vector512.Load(results + p)), hypothesis, new Real8(Vector512.Load(lengths + p)));
            target.Put(row, column + p, value.Value);
        }
    }
}
