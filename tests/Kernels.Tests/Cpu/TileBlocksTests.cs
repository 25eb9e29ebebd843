using Accelerated.Kernels.Cpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>Matrices that threads share by tiles.</summary>
public sealed class TileBlocksTests
{
    [Test]
    public void Every_cell_is_taken_once_and_every_row_completed_after_its_cells()
    {
        var random = new Random(9);
        for (var k = 0; k < 200; k++)
        {
            var (rows, columns, threads) = (random.Next(1, 3000), random.Next(1, 1500), random.Next(1, 6));
            var job = new Marks(rows, columns, random.Next(3) == 0 ? random.Next(1, 100) : 1024);
            TileBlocks.Run(
                rows, columns, threads, apart: k % 2 == 0 ? 8 * random.Next(1, 30) : 0, leastRows: 64, job, CancellationToken.None);
            Assert.Multiple(() =>
            {
                Assert.That(job.Wrong, Is.Zero, $"{rows} rows, {columns} columns, {threads} threads, seed 9");
                Assert.That(job.Completed, Is.All.EqualTo(1), $"{rows} rows, {columns} columns, {threads} threads, seed 9");
            });
        }
    }

    [Test]
    public void Columns_are_parted_before_rows_so_that_threads_build_no_table_twice([Values(1, 2, 4)] int threads)
    {
        var job = new Marks(1024, 4096, 1024);
        TileBlocks.Run(1024, 4096, threads, apart: 128, leastRows: 64, job, CancellationToken.None);
        Assert.That(job.LeastHeight, Is.EqualTo(1024));
    }

    // 1,100 and 2,000 columns part into nine and sixteen tables of 128, more than enough for two threads to take tall tiles.
    [TestCase(1100, 512)]
    [TestCase(2000, 1024)]
    [TestCase(2048, 1024)]
    public void Columns_that_are_no_multiple_are_parted_as_finely(int columns, int height)
    {
        var job = new Marks(1024, columns, 1024);
        TileBlocks.Run(1024, columns, 2, apart: 128, leastRows: 64, job, CancellationToken.None);
        Assert.That((job.LeastHeight, job.FirstColumns.All(column => column % 128 == 0)), Is.EqualTo((height, true)));
    }

    [Test]
    public void Columns_of_kept_tables_are_not_parted()
    {
        var job = new Marks(1024, 4096, 1024);
        TileBlocks.Run(1024, 4096, 4, apart: 0, leastRows: 64, job, CancellationToken.None);
        Assert.That(job.FirstColumns, Is.EqualTo(new[] { 0 }));
    }

    [Test]
    public void Several_threads_give_what_one_gives(
        [Values("levenshtein-tokens", "osa", "rouge-l", "normalized-levenshtein")] string name,
        [Values(2, 3, 7)] int threads,
        [Values(14, 60, 150)] int longest)
    {
        var random = new Random(10);
        Candidate[] references = [.. Enumerable.Range(0, 700).Select(_ => Text(random, longest))];
        Candidate[] candidates =
        [
            .. Enumerable.Range(0, 170).Select(_ => Text(random, longest)),
            .. references.Take(20),
            .. references.Take(20),
        ];
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse(name), candidates, [.. references, .. references.Take(30)]);
        var expected = new float[problem.Candidates * problem.References];
        var found = new float[expected.Length];
        using var one = new CpuEngine(1);
        using var several = new CpuEngine(threads);
        one.Matrix(problem, 0, problem.Candidates, expected);
        several.Matrix(problem, 0, problem.Candidates, found);
        Assert.That(found, Is.EqualTo(expected), "seed 10");
    }

    private static Candidate Text(Random random, int longest)
    {
        var ids = Enumerable.Range(0, random.Next(longest + 1)).Select(_ => random.Next(12)).ToArray();
        return new Candidate(string.Join(' ', ids)) { Tokens = ids };
    }

    private sealed class Marks(int rows, int columns, int mostRows) : ITileJob
    {
        private readonly int[] _done = new int[rows];
        private readonly int[] _cells = new int[rows * columns];
        private int _wrong;

        public int MostRows => mostRows;

        public int[] Completed { get; } = new int[rows];

        public int Wrong => _wrong + _cells.Count(cell => cell != 1);

        public int LeastHeight { get; private set; } = int.MaxValue;

        public SortedSet<int> FirstColumns { get; } = [];

        public void Run(int firstRow, int rowCount, int firstColumn, int columnCount)
        {
            lock (_cells)
            {
                LeastHeight = Math.Min(LeastHeight, rowCount);
                FirstColumns.Add(firstColumn);
            }

            for (var row = firstRow; row < firstRow + rowCount; row++)
            {
                for (var column = firstColumn; column < firstColumn + columnCount; column++)
                {
                    Interlocked.Increment(ref _cells[row * columns + column]);
                }

                Interlocked.Add(ref _done[row], columnCount);
            }
        }

        public void Complete(int firstRow, int rowCount)
        {
            for (var row = firstRow; row < firstRow + rowCount; row++)
            {
                Completed[row]++;
                if (Volatile.Read(ref _done[row]) != columns)
                {
                    Interlocked.Increment(ref _wrong);
                }
            }
        }
    }
}
