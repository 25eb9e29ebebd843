using System.Runtime.InteropServices;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>
/// The rows' values over resampled items, the same items for all rows, so that differences have intervals (Efron 1979). Items of a group
/// are drawn together.
/// </summary>
internal sealed class PairedBootstrap
{
    private const double Tail = 0.025;
    private const int Block = 32; // resamples that are drawn at once, and then computed by all threads

    private readonly double[][] _values;

    /// <summary>Resamples the items of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="groups">The items of each group, by their places in the table.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public PairedBootstrap(MeasureTable table, IReadOnlyList<int[]> groups, int resamples, ulong seed, CancellationToken cancellation)
    {
        _values = [.. Enumerable.Range(0, table.Rows).Select(_ => new double[resamples])];
        var random = new SplitMix64(seed);
        var drawn = new List<int>[Block];
        for (var start = 0; start < resamples; start += Block)
        {
            var count = Math.Min(Block, resamples - start);
            for (var b = 0; b < count; b++)
            {
                cancellation.ThrowIfCancellationRequested();
                drawn[b] = Draw(groups, ref random);
            }

            var first = start;
            Parallel.For(0, count * table.Rows, new ParallelOptions { CancellationToken = cancellation }, task =>
            {
                var (b, row) = Math.DivRem(task, table.Rows);
                _values[row][first + b] = table.Value(row, CollectionsMarshal.AsSpan(drawn[b]));
            });
        }
    }

    /// <summary>The ends of the 95 % interval of one row's value less another's; NaN where one has none.</summary>
    public (double Low, double High) Interval(int row, int baseline)
    {
        var differences = new double[_values[row].Length];
        for (var b = 0; b < differences.Length; b++)
        {
            differences[b] = _values[row][b] - _values[baseline][b];
        }

        if (differences.Any(double.IsNaN))
        {
            return (double.NaN, double.NaN);
        }

        Array.Sort(differences);
        return (differences[(int)(Tail * (differences.Length - 1))], differences[(int)Math.Ceiling((1 - Tail) * (differences.Length - 1))]);
    }

    private static List<int> Draw(IReadOnlyList<int[]> groups, ref SplitMix64 random)
    {
        var drawn = new List<int>(groups.Count);
        for (var k = 0; k < groups.Count; k++)
        {
            drawn.AddRange(groups[(int)random.Below((ulong)groups.Count)]);
        }

        return drawn;
    }
}
