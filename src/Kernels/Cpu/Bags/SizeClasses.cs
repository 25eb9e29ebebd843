using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>The columns of a problem by the size of their bag: one class a distinct size, ascending.</summary>
internal sealed class SizeClasses
{
    private SizeClasses(int[] sizes, long[] units, int[] classOf, long totalUnits)
    {
        Sizes = sizes;
        Units = units;
        ClassOf = classOf;
        TotalUnits = totalUnits;
    }

    /// <summary>The distinct sizes, ascending.</summary>
    public int[] Sizes { get; }

    /// <summary>The sum of units of each class.</summary>
    public long[] Units { get; }

    /// <summary>The class of each column.</summary>
    public int[] ClassOf { get; }

    /// <summary>The sum of all units.</summary>
    public long TotalUnits { get; }

    /// <summary>The classes of the columns of a problem.</summary>
    public static SizeClasses Of(RaggedRows<int> bags, int firstColumnItem, ReadOnlySpan<long> columnUnits)
    {
        var classOfSize = new int[bags.LongestRow + 1];
        for (var column = 0; column < columnUnits.Length; column++)
        {
            classOfSize[bags.LengthOf(firstColumnItem + column)] = 1;
        }

        var sizes = new List<int>();
        for (var size = 0; size < classOfSize.Length; size++)
        {
            if (classOfSize[size] != 0)
            {
                classOfSize[size] = sizes.Count;
                sizes.Add(size);
            }
        }

        var units = new long[sizes.Count];
        var classOf = new int[columnUnits.Length];
        var total = 0L;
        for (var column = 0; column < classOf.Length; column++)
        {
            classOf[column] = classOfSize[bags.LengthOf(firstColumnItem + column)];
            units[classOf[column]] += columnUnits[column];
            total += columnUnits[column];
        }

        return new([.. sizes], units, classOf, total);
    }
}
