using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>Rows of a matrix too large to be counted in 32 bits, of which a few candidates' are kept.</summary>
public sealed class RowPlacementTests
{
    private const int Count = 50_000;

    [Test]
    public unsafe void The_last_row_of_very_many_finds_its_place()
    {
        Candidate[] numbers =
        [
            .. Enumerable.Range(0, Count).Select(i => new Candidate(i.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        ];
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse("log-cosh"), numbers);
        var matrix = new float[problem.References];
        var row = new float[problem.Columns];
        row[^1] = 7;
        fixed (float* start = matrix)
        {
            var placement = new RowPlacement(
                new MatrixLayout(problem, Count - 1, 1), 0, problem.Columns, problem.References, new HostSpan<float>(start, matrix.Length));
            placement.Arrive(row, (long)problem.RowOf[Count - 1] * problem.Columns);
        }

        Assert.That(matrix[problem.ColumnOf.IndexOf(problem.Columns - 1)], Is.EqualTo(7));
        Assert.That(matrix.Sum(), Is.EqualTo(7));
    }
}
