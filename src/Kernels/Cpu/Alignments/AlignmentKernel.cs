using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Scores of an alignment metric, bit-parallel: columns are patterns in the lanes of registers, a row is a text that drives all lanes
/// at once, so a token of the text costs a load and, where three operands are combined at once, eight operations a register of columns.
/// </summary>
/// <param name="score">The metric's score.</param>
/// <param name="statistic">What it reads.</param>
/// <param name="problem">The problem.</param>
/// <param name="items">The item of each column.</param>
internal sealed unsafe class AlignmentKernel<TScore>(TScore score, AlignmentStatistic statistic, EncodedProblem problem, int[] items)
    : IPairKernel
    where TScore : unmanaged, IAlignmentScore
{
    private const int Group = 32; // columns: of 64-bit lanes, four of the widest registers
    private const int Few = Group / 2;

    private readonly SequenceFeatures _features = (SequenceFeatures)problem.Features;

    // A few long texts repay a table.
    public int RowsOfHalf => AreLong ? 32 : 128;

    public int LeastRows => AreLong ? 16 : RowBlocks.LeastRows;

    public int ColumnsApart => AreLong ? 32 : 128;

    private bool AreLong => _features.Sequences.Values.Length > 128L * _features.Count;

    public void Run<TSink>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink, CancellationToken cancellation)
        where TSink : struct, ISink
    {
        switch (statistic)
        {
            case AlignmentStatistic.EditDistance:
                Run<TSink, EditStep>(firstRow, rowCount, firstColumn, columnCount, sink, cancellation);
                break;
            case AlignmentStatistic.OptimalStringAlignment:
                Run<TSink, StringAlignmentStep>(firstRow, rowCount, firstColumn, columnCount, sink, cancellation);
                break;
            default:
                Run<TSink, SubsequenceStep>(firstRow, rowCount, firstColumn, columnCount, sink, cancellation);
                break;
        }
    }

    public void Dispose()
    {
    }

    private void Run<TSink, TStep>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink, CancellationToken cancellation)
        where TSink : struct, ISink where TStep : struct, IAlignmentStep
    {
        fixed (int* ids = _features.Sequences.Values)
        {
            using var rows = new TextRows(_features.Sequences, ids, firstRow, rowCount);
            var column = firstColumn;
            while (column < firstColumn + columnCount)
            {
                var (longest, end) = SameWidth(column, firstColumn + columnCount);
                var run = new TileRun<TScore, TStep, TSink>(score, _features, rows, items, sink, cancellation);
                if (Avx512BW.IsSupported)
                {
                    // As many registers side by side as the compiler still inlines: where it stops, a loop is many times slower.
                    switch (PatternWords.SizeOf(longest))
                    {
                        case PatternSize.OneWord when longest <= 16: run.Words<Bits512<ushort>>(column, end); break;
                        case PatternSize.OneWord when longest <= 32: run.Words<Bits512<uint>>(column, end); break;
                        case PatternSize.OneWord: run.Words<Bits512<ulong>>(column, end); break;
                        case PatternSize.TwoWords when end - column <= Few:
                            run.Pairs<Bits512<ulong>, TwoRegisters<Bits512<ulong>>>(column, end);
                            break;
                        case PatternSize.TwoWords when !TStep.IsThreefold:
                            run.Pairs<Bits512<ulong>, FourRegisters<Bits512<ulong>>>(column, end);
                            break;
                        case PatternSize.TwoWords:
                            run.Long<Bits512<ulong>, FourRegisters<Bits512<ulong>>, ThreefoldPairLoop<TStep, Bits512<ulong>>>(column, end);
                            break;
                        case PatternSize.FourWords when !TStep.IsThreefold && end - column > Few / 2:
                            run.Tall<Bits512<ulong>, TwoRegisters<Bits512<ulong>>>(column, end);
                            break;
                        default:
                            run.Tall<Bits512<ulong>, Bits512<ulong>>(column, end);
                            break;
                    }
                }
                else
                {
                    switch (PatternWords.SizeOf(longest))
                    {
                        case PatternSize.OneWord when longest <= 16: run.Words<Bits256<ushort>>(column, end); break;
                        case PatternSize.OneWord when longest <= 32: run.Words<Bits256<uint>>(column, end); break;
                        case PatternSize.OneWord: run.Words<Bits256<ulong>>(column, end); break;
                        default:
                            run.Narrow<Bits256<ulong>>(column, end);
                            break;
                    }
                }

                column = end;
            }
        }
    }

    // The next columns that fit one width of lane, in whole groups. Narrow lanes pay only where a good part of a tile is narrow.
    private (int Longest, int End) SameWidth(int column, int last)
    {
        var longest = Longest(column, Math.Min(column + Group, last));
        var width = Width(longest);
        var end = Math.Min(column + Group, last);
        while (end < last)
        {
            var next = Math.Min(end + Group, last);
            var length = Longest(end, next);
            if (Width(length) != width)
            {
                break;
            }

            longest = Math.Max(longest, length);
            end = next;
        }

        // Where the last tile is at most half full, its columns are taken apart, by fewer registers side by side.
        var tile = Group * Math.Max(1, 64 / width);
        var rest = (end - column) % tile;
        return (longest, rest <= tile / 2 && end - column > tile ? end - rest : end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Longest(int column, int end)
    {
        var longest = 0;
        for (; column < end; column++)
        {
            longest = Math.Max(longest, _features.Sequences.LengthOf(items[column]));
        }

        return longest;
    }

    private static int Width(int length) => length switch
    {
        <= 16 => 16,
        <= 32 => 32,
        _ => PatternWords.SizeOf(length) == PatternSize.ManyWords ? int.MaxValue : 64 * PatternWords.HeldOf(length),
    };
}
