using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>The classes of a batch's columns: in each problem, columns of equal bags, in ascending size.</summary>
internal sealed class LinearPlan
{
    /// <summary>Reads the classes of problems of one order.</summary>
    public LinearPlan(List<ProblemRows> rows, int[] itemBase)
    {
        Problems = new LinearProblem[rows.Count];
        ClassOf = new int[rows.Sum(part => part.Problem.Columns)];
        var sizes = new List<int>();
        var totals = new List<long>();
        var unit = 0;
        for (var p = 0; p < rows.Count; p++)
        {
            var problem = rows[p].Problem;
            var bags = ((BagFeatures)problem.Features).Orders[0].Bags;
            var classes = new SortedDictionary<int, long>();
            for (var j = 0; j < problem.Columns; j++)
            {
                var size = bags.LengthOf(problem.FirstColumnItem + j);
                classes[size] = classes.GetValueOrDefault(size) + problem.ColumnUnits[j];
            }

            int[] ascending = [.. classes.Keys];
            for (var j = 0; j < problem.Columns; j++)
            {
                ClassOf[unit + j] = Array.BinarySearch(ascending, bags.LengthOf(problem.FirstColumnItem + j));
            }

            Problems[p] = new LinearProblem
            {
                Row = itemBase[p] + rows[p].First,
                Rows = rows[p].Count,
                Column = itemBase[p] + problem.FirstColumnItem,
                Columns = problem.Columns,
                Unit = unit,
                Class = sizes.Count,
                Classes = ascending.Length,
                Sum = p == 0 ? 0 : Problems[p - 1].Sum + Problems[p - 1].Rows,
            };
            sizes.AddRange(ascending);
            totals.AddRange(classes.Values);
            unit += problem.Columns;
        }

        Sizes = [.. sizes];
        Totals = [.. totals];
    }

    /// <summary>The problems; the offsets of their counts are not set yet.</summary>
    public LinearProblem[] Problems { get; }

    /// <summary>The class of each column, from 0 in each problem.</summary>
    public int[] ClassOf { get; }

    /// <summary>The bag size of each class.</summary>
    public int[] Sizes { get; }

    /// <summary>The sum of each class's units.</summary>
    public long[] Totals { get; }
}
