using System.Runtime.Intrinsics;

namespace Accelerated.Kernels;

/// <summary>
/// The order in which the weighted utilities of a row are added, the same on every engine. Columns are taken in chunks of
/// <see cref="Chunk"/>. In a chunk, column j goes to lane j mod <see cref="Lanes"/>; each lane adds units x utility in ascending j;
/// then lane i takes lane i + 16, i + 8, i + 4, i + 2, i + 1. Chunks are added in ascending order, from zero. Products and sums
/// are rounded separately.
/// </summary>
public static class RowSum
{
    /// <summary>Number of running sums.</summary>
    internal const int Lanes = 32;

    /// <summary>Columns a chunk, a multiple of <see cref="Lanes"/>.</summary>
    internal const int Chunk = 1024;

    /// <summary>The weighted sum of one row.</summary>
    /// <param name="utilities">The row's utilities.</param>
    /// <param name="units">The columns' weights, each below 2^53.</param>
    public static double Of(ReadOnlySpan<double> utilities, ReadOnlySpan<long> units)
    {
        Span<double> lanes = stackalloc double[Lanes];
        var sum = 0.0;
        for (var start = 0; start < utilities.Length; start += Chunk)
        {
            var chunk = utilities[start..Math.Min(start + Chunk, utilities.Length)];
            Add(chunk, units.Slice(start, chunk.Length), lanes);
            sum += Tree(lanes);
        }

        return sum;
    }

    /// <summary>The sum of a chunk's lanes, in the order above; overwrites them.</summary>
    internal static double Tree(Span<double> lanes)
    {
        var half = (Vector512.Create<double>(lanes[..8]) + Vector512.Create<double>(lanes[16..24]))
            + (Vector512.Create<double>(lanes[8..16]) + Vector512.Create<double>(lanes[24..32]));
        var quarter = half.GetLower() + half.GetUpper();
        var eighth = quarter.GetLower() + quarter.GetUpper();
        return lanes[0] = eighth[0] + eighth[1];
    }

    private static void Add(ReadOnlySpan<double> utilities, ReadOnlySpan<long> units, Span<double> lanes)
    {
        lanes.Clear();
        var j = 0;
        for (; j + Vector512<double>.Count <= utilities.Length; j += Vector512<double>.Count)
        {
            var part = lanes.Slice(j % Lanes, Vector512<double>.Count);
            var weights = Vector512.ConvertToDouble(Vector512.Create(units.Slice(j, Vector512<long>.Count)));
            var product = weights * Vector512.Create(utilities.Slice(j, Vector512<double>.Count));
            (Vector512.Create<double>(part) + product).CopyTo(part);
        }

        for (; j < utilities.Length; j++)
        {
            lanes[j % Lanes] += units[j] * utilities[j];
        }
    }
}
