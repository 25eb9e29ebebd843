using Accelerated.Kernels.Tests.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

public sealed class CustomConformanceTests
{
    [Test]
    public void A_user_metric_has_the_bits_of_the_definition([Values(1, 2)] int threads, [Values] bool symmetric)
    {
        var info = new MetricInfo("common-prefix", Direction.HigherIsBetter, 0, double.PositiveInfinity, symmetric);
        var metric = new CustomMetric<char, CommonPrefix>(info, candidate => candidate.Text.ToCharArray(), default);
        var random = new Random(6);
        using var engine = new CpuEngine(threads);
        foreach (var (rows, columns) in new[] { (1, 0), (9, 0), (140, 0), (3, 1), (5, 17), (2, 1030) })
        {
            var candidates = Draw(random, rows);
            FastReference.Hold(
                engine,
                ProblemEncoder.Encode(metric, candidates, columns == 0 ? null : Draw(random, columns)),
                $"{rows} x {columns}, seed 6");
        }
    }

    // Some scores are infinite; past the last column there must be none, for there 0 x infinity would become part of the sum.
    [Test]
    public void Infinite_scores_stay_with_their_columns([Values(1, 4, 5, 6, 7, 8, 9, 13)] int columns)
    {
        var info = new MetricInfo("infinite", Direction.LowerIsBetter, 0, double.PositiveInfinity, false);
        var metric = new CustomMetric<char, InfiniteForB>(info, candidate => candidate.Text.ToCharArray(), default);
        Candidate[] references = [.. Enumerable.Range(0, columns).Select(i => new Candidate((i == 1 ? "b" : "a") + i))];
        using var engine = new CpuEngine(1);
        FastReference.Hold(engine, ProblemEncoder.Encode(metric, ["x", "xy"], references), $"{columns} columns");
    }

    [Test]
    public void An_exception_of_a_user_metric_reaches_the_caller_with_its_pair([Values(1, 2)] int threads)
    {
        var info = new MetricInfo("faulty", Direction.HigherIsBetter, 0, 1, false);
        var problem = ProblemEncoder.Encode(
            new CustomMetric<char, Faulty>(info, candidate => candidate.Text.ToCharArray(), default), Draw(new Random(7), 200));
        using var engine = new CpuEngine(threads);
        Assert.That(
            () => engine.WeightedSums(problem, new double[200]),
            Throws.TypeOf<ScorerException>().With.InnerException.TypeOf<IndexOutOfRangeException>());
    }

    [Test]
    public void A_dynamic_programme_has_the_bits_of_the_definition([Values(1, 2)] int threads)
    {
        using var engine = new CpuEngine(threads);
        foreach (var (rows, columns) in new[] { (1, 0), (70, 0), (3, 1), (2, 1030) })
        {
            FastReference.Hold(engine, SmallProblems.Of(WarpingScore.Metric, 8, rows, columns, longest: 40), $"{rows} x {columns}, seed 8");
        }
    }

    [TestCase("weighted-levenshtein")]
    [TestCase("weighted-levenshtein:insert=0.3,delete=0.2,substitute=0.45,unit=words")]
    [TestCase("jaro-winkler")]
    [TestCase("execution")]
    [TestCase("result-table:partial=true")]
    [TestCase("ranking-ap")]
    [TestCase("ranking-ndcg:gain=equal")]
    [TestCase("ranking-rbo")]
    [TestCase("ranking-kendall")]
    [TestCase("damerau")]
    [TestCase("damerau:unit=words")]
    [TestCase("mer")]
    [TestCase("wil")]
    [TestCase("ter")]
    [TestCase("rouge-lsum")]
    public void Metrics_of_the_catalogue_with_scratch_have_the_bits_of_the_definition(string name)
    {
        using var engine = new CpuEngine(2);
        foreach (var longest in (int[])[0, 1, 7, 33, 130])
        {
            FastReference.Hold(
                engine, SmallProblems.Of(MetricCatalogue.Parse(name), 10, 20, 9, longest), $"up to {longest} words, seed 10");
            FastReference.Hold(
                engine, SmallProblems.Of(MetricCatalogue.Parse(name), 11, 13, longest: longest), $"up to {longest} words, seed 11");
        }
    }

    // Whole costs and weights in units of 2^-40: the sum of products in whole numbers, rounded nowhere.
    [Test]
    public void Weighted_sums_of_whole_costs_are_exact()
    {
        var problem = SmallProblems.Of(MetricCatalogue.Parse("weighted-levenshtein:insert=2,delete=3,substitute=4"), 12, 30, 50);
        using var engine = new CpuEngine(1);
        var utilities = new double[problem.Rows * problem.Columns];
        engine.Utilities(problem, 0, problem.Rows, utilities);
        var sums = Agreement.Sums(engine, problem);
        for (var i = 0; i < problem.Rows; i++)
        {
            Int128 exact = 0;
            for (var j = 0; j < problem.Columns; j++)
            {
                exact += (Int128)problem.ColumnUnits[j] * (long)utilities[i * problem.Columns + j];
            }

            Assert.That(sums[i], Is.EqualTo((double)exact), $"row {i}, seed 12");
        }
    }

    [Test]
    public void The_same_memory_serves_pair_after_pair()
    {
        var problem = SmallProblems.Of(WarpingScore.Metric, 9, 200, longest: 60);
        using var engine = new CpuEngine(1);
        var sums = new double[problem.Rows];
        engine.WeightedSums(problem, sums);
        var before = GC.GetAllocatedBytesForCurrentThread();
        engine.WeightedSums(problem, sums);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(20_000), "bytes for 40,000 pairs, seed 9");
    }

    [TestCase(-1, "-1")]
    [TestCase(int.MaxValue, "2,147,483,647")]
    public void Scratch_beyond_the_limit_names_the_pair(int cells, string shown)
    {
        var info = new MetricInfo("greedy", Direction.HigherIsBetter, 0, 1, false);
        var metric = new ScratchMetric<char, int, Greedy>(info, candidate => candidate.Text.ToCharArray(), new(cells));
        var problem = ProblemEncoder.Encode(metric, ["a", "b"], ["a", "b", "long"]);
        PairEngine[] engines = [new ReferenceEngine(), new CpuEngine(1)];
        foreach (var engine in engines)
        {
            using (engine)
            {
                Assert.That(() => engine.WeightedSums(problem, new double[2]), Throws.InstanceOf<ScorerException>().With.Message.EqualTo(
                    $"greedy needs scratch of {shown} cells for hypothesis 0 and reference 2; the limit is 0 to 268,435,456. Shorten "
                    + "them, or correct ScratchLength."));
            }
        }
    }

    private static Candidate[] Draw(Random random, int count) =>
        [
            .. Enumerable.Range(0, count).Select(
                _ => new Candidate(new string([.. Enumerable.Range(0, random.Next(9)).Select(_ => (char)('a' + random.Next(2)))]))),
        ];

    private readonly struct CommonPrefix : IPairScore<char>
    {
        public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<char>, allows ref struct
        {
            var length = 0;
            while (length < hypothesis.Length && length < reference.Length && hypothesis[length] == reference[length])
            {
                length++;
            }

            return length / 3.0;
        }
    }

    private readonly struct Greedy(int cells) : IScratchPairScore<char, int>
    {
        private readonly int _cells = cells;

        public int ScratchLength(int hypothesis, int reference) => reference > 1 ? _cells : 0;

        public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
            where TRow : struct, IFeatureRow<char>, allows ref struct
            where TScratch : struct, IScratch<int>, allows ref struct => 1;
    }

    private readonly struct InfiniteForB : IPairScore<char>
    {
        public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<char>, allows ref struct =>
            reference[0] == 'b' ? double.PositiveInfinity : hypothesis.Length;
    }

    private readonly struct Faulty : IPairScore<char>
    {
        public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<char>, allows ref struct =>
            hypothesis[hypothesis.Length];
    }
}
