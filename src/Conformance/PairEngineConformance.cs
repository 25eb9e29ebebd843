using Accelerated.Kernels;
using Accelerated.Metrics;
using NUnit.Framework;

namespace Accelerated.Conformance;

/// <summary>
/// What every engine must do: the same bits as <see cref="ReferenceEngine"/> for every metric. Derive a fixture, make the engine, and let
/// NUnit run it.
/// </summary>
public abstract class PairEngineConformance
{
    private static readonly string[] s_quickMetrics =
        ["token-f1", "levenshtein", "chrf", "squared-error", "huber", "cosine", "weighted-levenshtein"];

    /// <summary>Makes the engine; called for each test, which disposes it.</summary>
    protected abstract PairEngine CreateEngine();

    /// <summary>The metrics to try: all of the catalogue that the engine may compute.</summary>
    protected virtual IEnumerable<Metric> Metrics =>
        MetricCatalogue.Definitions.Select(definition => MetricCatalogue.Parse(definition.Name));

    /// <summary>The most candidates of a problem; fewer for a slow engine.</summary>
    protected virtual int MostCandidates => 40;

    /// <summary>Sums, utilities and matrices of seeded problems have the bits of the definitions.</summary>
    [Test]
    public void Every_metric_has_the_bits_of_the_definition()
    {
        using var engine = CreateEngine();
        foreach (var metric in MetricsFor(engine))
        {
            Agreement.Hold(engine, SmallProblems.Of(metric, seed: 1, MostCandidates), $"{metric}, candidates that vote, seed 1");
            Agreement.Hold(
                engine,
                SmallProblems.Of(metric, seed: 2, Math.Max(1, MostCandidates / 2), MostCandidates),
                $"{metric}, references, seed 2");
            Agreement.Hold(engine, SmallProblems.Of(metric, seed: 3, 1, 1), $"{metric}, one pair, seed 3");
        }
    }

    /// <summary>Texts of all lengths around a machine word, and empty ones, have the bits of the definition.</summary>
    [Test]
    public void Long_and_empty_texts_have_the_bits_of_the_definition()
    {
        using var engine = CreateEngine();
        foreach (var metric in Quick(engine))
        {
            Agreement.Hold(engine, SmallProblems.Of(metric, seed: 4, Math.Max(1, MostCandidates / 2), longest: 140), $"{metric}, seed 4");
        }
    }

    /// <summary>Any range of rows is that part of all rows.</summary>
    [Test]
    public void A_range_of_rows_is_a_part_of_all()
    {
        using var engine = CreateEngine();
        foreach (var metric in Quick(engine))
        {
            var problem = SmallProblems.Of(metric, seed: 5, MostCandidates);
            var all = new double[problem.Rows * problem.Columns];
            engine.Utilities(problem, 0, problem.Rows, all);
            var (first, count) = (problem.Rows / 3, problem.Rows / 2);
            var part = new double[count * problem.Columns];
            engine.Utilities(problem, first, count, part);
            Assert.That(
                Agreement.Bits(part),
                Is.EqualTo(Agreement.Bits(all[(first * problem.Columns)..((first + count) * problem.Columns)])),
                metric.ToString());
        }
    }

    /// <summary>A batch of ragged problems of several metrics gives the sums that each has alone.</summary>
    [Test]
    public void A_batch_gives_the_sums_of_its_problems()
    {
        using var engine = CreateEngine();
        var sizes = Enumerable.Range(1, 5);
        EncodedProblem[] problems =
            [.. Quick(engine).SelectMany(metric => sizes.Select(i => SmallProblems.Of(metric, seed: i, rows: 3 * i)))];
        double[][] sums = [.. problems.Select(problem => new double[problem.Rows])];
        engine.WeightedSums(problems, sums);
        for (var i = 0; i < problems.Length; i++)
        {
            Assert.That(
                Agreement.Bits(sums[i]),
                Is.EqualTo(Agreement.Bits(Agreement.Sums(engine, problems[i]))),
                $"problem {i}, {problems[i].Metric}");
        }
    }

    /// <summary>Duplicates, and candidates that the metric cannot read, keep their positions in the matrix.</summary>
    [Test]
    public void A_matrix_has_duplicates_and_unreadable_candidates_in_their_places()
    {
        using var engine = CreateEngine();
        using var reference = new ReferenceEngine();
        var metric = MetricCatalogue.Parse("absolute-error:missing=skip");
        var problem = ProblemEncoder.Encode(metric, ["1", "none", "2", "1", "5"]);
        var (actual, expected) = (new float[25], new float[25]);
        engine.Matrix(problem, 0, 5, actual);
        reference.Matrix(problem, 0, 5, expected);
        Assert.That(actual, Is.EqualTo(expected));
        Assert.That(actual[1], Is.NaN);
    }

    /// <summary>Several threads may use it at once.</summary>
    [Test]
    public void Several_threads_get_the_same_bits()
    {
        using var engine = CreateEngine();
        var problem = SmallProblems.Of(Quick(engine).First(), seed: 6, MostCandidates);
        var expected = Agreement.Bits(Agreement.Sums(engine, problem));
        Parallel.For(0, 8, _ => Assert.That(Agreement.Bits(Agreement.Sums(engine, problem)), Is.EqualTo(expected)));
    }

    /// <summary>A cancelled call is cancelled, and the engine goes on.</summary>
    [Test]
    public void A_cancelled_call_is_cancelled_and_the_next_one_works()
    {
        using var engine = CreateEngine();
        var problem = SmallProblems.Of(Quick(engine).First(), seed: 7, MostCandidates);
        var sums = new double[problem.Rows];
        Assert.That(
            () => engine.WeightedSums(problem, sums, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
        engine.WeightedSums(problem, sums);
        Assert.That(sums, Is.All.Matches<double>(double.IsFinite));
    }

    /// <summary>Sums, rows and ranges of the wrong size are refused.</summary>
    [Test]
    public void Arguments_of_the_wrong_size_are_refused()
    {
        using var engine = CreateEngine();
        var problem = SmallProblems.Of(Quick(engine).First(), seed: 8, rows: 6);
        Assert.Multiple(() =>
        {
            Assert.That(() => engine.WeightedSums(problem, new double[problem.Rows + 1]), Throws.ArgumentException);
            Assert.That(
                () => engine.Utilities(problem, 1, problem.Rows, new double[problem.Rows * problem.Columns]), Throws.ArgumentException);
            Assert.That(() => engine.Matrix(problem, -1, 1, new float[problem.References]), Throws.ArgumentException);
        });
    }

    /// <summary>It says what it is, and may be disposed twice.</summary>
    [Test]
    public void It_has_a_name_and_may_be_disposed_twice()
    {
        using var engine = CreateEngine();
        Assert.That(engine.Name, Is.Not.Empty.And.Not.Contains(" "));
        Assert.That(engine.Device, Is.Not.Empty);
        engine.Dispose();
    }

    private IEnumerable<Metric> MetricsFor(PairEngine engine) => Metrics.Where(metric => metric.RunsOnDevices || !engine.IsDevice);

    private Metric[] Quick(PairEngine engine)
    {
        Metric[] all = [.. MetricsFor(engine)];
        Metric[] quick = [.. all.Where(metric => s_quickMetrics.Contains(metric.Info.Name.Split(':')[0]))];
        return quick.Length > 0 ? quick : all;
    }
}
