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
    public const int Lanes = 32;

    /// <summary>Columns a chunk, a multiple of <see cref="Lanes"/>.</summary>
    public const int Chunk = 1024;

    /// <summary>The weighted sum of one row.</summary>
    /// <param name="utilities">The row's utilities.</param>
    /// <param name="units">The columns' weights, each below 2^53.</param>
    public static double Of(ReadOnlySpan<double> utilities, ReadOnlySpan<long> units)
    {
        Span<double> lanes = stackalloc double[Lanes];
        var sum = 0.0;
        for (var start = 0; start < utilities.Length; start += Chunk)
        {
            lanes.Clear();
            var end = Math.Min(start + Chunk, utilities.Length);
            for (var j = start; j < end; j++)
            {
                lanes[j % Lanes] += units[j] * utilities[j];
            }

            sum += Tree(lanes);
        }

        return sum;
    }

    /// <summary>The sum of a chunk's lanes, in the order above; overwrites them.</summary>
    public static double Tree(Span<double> lanes)
    {
        for (var half = Lanes / 2; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }
}
