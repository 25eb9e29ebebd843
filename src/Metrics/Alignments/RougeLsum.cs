using System.Numerics;
using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// ROUGE-L of summaries (Lin 2004): each line of the reference is aligned with every line of the hypothesis, and the words of all its
/// longest common subsequences count once, as often at most as the hypothesis has them. c such words give a precision c / |h|, a recall
/// c / |r| and 2c / (|h| + |r|); 0 where either side has no word.
/// </summary>
/// <param name="hypothesisShare">a of 2c / (a |h| + b |r|).</param>
/// <param name="referenceShare">b.</param>
internal readonly struct RougeLsum(double hypothesisShare, double referenceShare) : IScratchPairScore<int, ulong>
{
    private readonly double _hypothesisShare = hypothesisShare;
    private readonly double _referenceShare = referenceShare;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "rouge-lsum",
        "ROUGE-Lsum: longest common subsequences of the words of lines, for summaries of one sentence a line",
        RougeN.Options,
        options => CustomMetric.OverSequences<ulong, RougeLsum>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: false),
            new LineSequenceEncoder(RougeN.TokenizerOf(options)),
            options.Text("measure") switch
            {
                "precision" => new(2, 0),
                "recall" => new(0, 2),
                _ => new(1, 1),
            }));

    /// <summary>A row of bits over the hypothesis for each word of the reference and one more, and a row over the reference.</summary>
    public int ScratchLength(int hypothesis, int reference)
    {
        var cells = (reference + 1L) * Cells(hypothesis) + Cells(reference);
        return cells > int.MaxValue ? int.MaxValue : (int)cells;
    }

    /// <inheritdoc/>
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        var mark = hypothesis[0]; // of a new line
        var taken = reference.Length * Cells(hypothesis.Length);
        var found = taken + Cells(hypothesis.Length);
        for (var cell = taken; cell < found + Cells(reference.Length); cell++)
        {
            scratch[cell] = 0;
        }

        var shared = 0;
        for (var start = 1; start < reference.Length; start = EndOfLine(reference, start, mark) + 1)
        {
            var end = EndOfLine(reference, start, mark);
            for (var first = 1; first < hypothesis.Length; first = EndOfLine(hypothesis, first, mark) + 1)
            {
                Find(hypothesis, first, EndOfLine(hypothesis, first, mark), reference, start, end, scratch, found);
            }

            for (var j = start; j < end; j++)
            {
                shared += Bit(scratch, found, j) && Take(hypothesis, reference[j], scratch, taken) ? 1 : 0;
            }
        }

        var (left, right) = (Words(hypothesis, mark), Words(reference, mark));
        return left == 0 || right == 0 ? 0 : 2.0 * shared / (_hypothesisShare * left + _referenceShare * right);
    }

    // Sets the bits of the words of a line of the reference that a longest common subsequence with a line of the hypothesis has. V of
    // Hyyrö (2004), kept for each word of the reference, tells where the length grows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Find<TRow, TScratch>(
        TRow hypothesis, int first, int last, TRow reference, int start, int end, TScratch scratch, int found)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        var (rows, columns) = (end - start, last - first);
        var width = Cells(columns);
        for (var i = 0; i < rows; i++)
        {
            var word = reference[start + i];
            var carry = 0UL;
            for (var w = 0; w < width; w++)
            {
                var v = i == 0 ? ulong.MaxValue : scratch[(i - 1) * width + w];
                var equal = 0UL;
                var bits = Math.Min(64, columns - 64 * w);
                for (var b = 0; b < bits; b++)
                {
                    equal |= hypothesis[first + 64 * w + b] == word ? 1UL << b : 0;
                }

                var sum = v + (v & equal);
                var carried = sum + carry;
                carry = sum < v || carried < sum ? 1UL : 0UL;
                scratch[i * width + w] = carried | (v & ~equal);
            }
        }

        var (row, column) = (rows, columns);
        while (row > 0 && column > 0)
        {
            if (hypothesis[first + column - 1] == reference[start + row - 1])
            {
                row--;
                column--;
                var at = start + row;
                scratch[found + (at >> 6)] |= 1UL << (at & 63);
            }
            else if (LengthAt(scratch, width, row, column) > LengthAt(scratch, width, row - 1, column))
            {
                column--;
            }
            else
            {
                row--;
            }
        }
    }

    // The longest common subsequence of the first words: V has a 0 wherever it grows.
    private static int LengthAt<TScratch>(TScratch scratch, int width, int row, int column)
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        var length = 0;
        for (var w = 0; row > 0 && 64 * w < column; w++)
        {
            var used = column - 64 * w >= 64 ? ulong.MaxValue : (1UL << (column - 64 * w)) - 1;
            length += BitOperations.PopCount(~scratch[(row - 1) * width + w] & used);
        }

        return length;
    }

    // Takes a word of the hypothesis that is not taken yet, if there is one.
    private static bool Take<TRow, TScratch>(TRow hypothesis, int word, TScratch scratch, int taken)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        for (var i = 0; i < hypothesis.Length; i++)
        {
            if (hypothesis[i] == word && !Bit(scratch, taken, i))
            {
                scratch[taken + (i >> 6)] |= 1UL << (i & 63);
                return true;
            }
        }

        return false;
    }

    private static bool Bit<TScratch>(TScratch scratch, int row, int index) where TScratch : struct, IScratch<ulong>, allows ref struct =>
        ((scratch[row + (index >> 6)] >> (index & 63)) & 1) != 0;

    private static int EndOfLine<TRow>(TRow row, int start, int mark) where TRow : struct, IFeatureRow<int>, allows ref struct
    {
        var end = start;
        while (end < row.Length && row[end] != mark)
        {
            end++;
        }

        return end;
    }

    private static int Words<TRow>(TRow row, int mark) where TRow : struct, IFeatureRow<int>, allows ref struct
    {
        var words = 0;
        for (var i = 0; i < row.Length; i++)
        {
            words += row[i] == mark ? 0 : 1;
        }

        return words;
    }

    private static int Cells(int bits) => (bits + 63) / 64;
}
