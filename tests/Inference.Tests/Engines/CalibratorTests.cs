using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>The choice between two engines of known costs, without measuring time.</summary>
public sealed class CalibratorTests
{
    private const double Allowed = 1.15;

    private static readonly IReadOnlyList<CalibrationGrid> Grids = CalibrationGrid.All();

    [Test]
    public void Recovers_linear_costs()
    {
        var wanted = new EngineCost(3e-5, 2e-6, 1e-10, 4e-10);
        foreach (var costs in Calibrator.Run(Grids, new KnownEngine(wanted.Seconds), new KnownEngine(work => 2 * wanted.Seconds(work))))
        {
            foreach (var point in costs.Points)
            {
                Assert.That(costs.Processor.Seconds(point.Work), Is.EqualTo(point.Processor).Within(1e-6).Percent, costs.Name);
                Assert.That(costs.Device!.Value.Seconds(point.Work), Is.EqualTo(2 * point.Processor).Within(1e-6).Percent, costs.Name);
            }
        }
    }

    [Test]
    public void The_choice_is_near_the_better_engine_on_the_whole_grid([Range(1, 200)] int seed)
    {
        var random = new Random(seed);
        var processor = new EngineCost(Between(1e-6, 1e-4), Between(1e-7, 1e-5), Between(1e-11, 1e-9), Between(1e-10, 1e-7));
        var device = new EngineCost(Between(2e-5, 5e-3), Between(1e-7, 1e-5), Between(1e-11, 1e-9), Between(1e-12, 1e-9));
        foreach (var costs in Calibrator.Run(
            Grids,
            new KnownEngine(work => Noise(processor.Seconds(work))),
            new KnownEngine(work => Noise(device.Seconds(work)))))
        {
            Assert.That(costs.WorstRatio(), Is.LessThanOrEqualTo(Allowed), $"{costs.Name}, seed {seed}, {processor}, {device}");
        }

        double Between(double low, double high) => low * Math.Pow(high / low, random.NextDouble());
        double Noise(double seconds) => seconds * (1 + 0.04 * random.NextDouble());
    }

    [Test]
    public void Distinguishes_engines_that_work_in_whole_tiles([Values(1e-4, 3e-4, 1e-3)] double launch)
    {
        // Steps are rounded up to whole tiles, as on real engines.
        var processor = new KnownEngine(work => 2e-5 + Math.Ceiling(work.Steps / 4096) * 4096 * 3e-10);
        var device = new KnownEngine(work => launch + work.Bytes * 1e-10 + Math.Ceiling(work.Steps / 1e6) * 1e6 * 5e-12);
        foreach (var costs in Calibrator.Run(Grids, processor, device))
        {
            Assert.That(costs.WorstRatio(), Is.LessThanOrEqualTo(Allowed), costs.Name);
        }
    }

    [Test]
    public void The_crossover_is_where_the_costs_meet()
    {
        var costs = Calibrator.Run(
            [Grids[0]], new KnownEngine(work => work.Steps * 1e-9), new KnownEngine(work => 1e-3 + work.Steps * 1e-11))[0];
        Assert.That(costs.Crossover(), Is.EqualTo(Math.Sqrt(1e-3 / 48 / 0.99e-9)).Within(3).Percent); // steps are 48 N²
        Assert.That(
            Calibrator.Run(
                [Grids[0]], new KnownEngine(work => work.Steps * 1e-9), new KnownEngine(work => work.Steps * 1e-8))[0].Crossover(),
            Is.Null);
        Assert.That(Calibrator.Run([Grids[0]], new KnownEngine(work => work.Steps * 1e-9), null)[0].Crossover(), Is.Null);
    }

    [Test]
    public void Omits_points_that_take_long()
    {
        var costs = Calibrator.Run([Grids[0]], new KnownEngine(work => work.Steps * 1e-6), null)[0];
        Assert.That(costs.Points.Select(point => (point.Problems, point.Count)), Is.EqualTo(new[] { (64, 16), (1, 16) }));
    }

    [Test]
    public void Every_family_of_the_catalogue_has_a_grid() =>
        Assert.That(
            Grids.Select(grid => grid.Points[0].Work.Family),
            Is.EqualTo(Enum.GetValues<WorkFamily>()).And.EqualTo(Grids.Select(grid => grid.Family)));

    [Test]
    [NonParallelizable] // measures time
    public void Times_both_real_engines_and_fits_a_model()
    {
        using var processor = EngineFactory.Create(EngineChoice.Cpu, 1);
        using var simulator = EngineFactory.Create(EngineChoice.Simulator, 1);
        CalibrationGrid[] small = [.. Grids.Where(grid => grid.Family is WorkFamily.Numbers or WorkFamily.Custom)
            .Select(grid => grid with { Points = [.. grid.Points.Where(point => (point.Problems, point.Count) is (1, 16) or (1, 48))] })];
        var data = Calibration.Measure(small, processor, simulator, CancellationToken.None);
        Assert.That(data.Works.Select(work => work.Processor.IsValid() && work.Device!.Value.IsValid()), Is.All.True);
        Assert.That(
            data.Works.SelectMany(work => work.Points).Select(point => Math.Min(point.Processor, point.Device!.Value)), Is.All.Positive);
        Assert.That(data.DeviceStart, Is.Positive);
    }

    [TestCase(8, 1, 4)]
    [TestCase(16, 1, 16)]
    [TestCase(160, 10, 1600)]
    public void A_user_metric_costs_its_rows_length_and_with_scratch_their_product(int length, double plain, double scratch)
    {
        Candidate[] candidates =
        [
            .. Enumerable.Range(0, 4).Select(i => new Candidate($"{i}") { Tokens = [.. Enumerable.Repeat(i, length)] }),
        ];
        Assert.That(StepsOf(SharedPositions.Metric), Is.EqualTo(16 * plain));
        Assert.That(StepsOf(Metric.Parse("weighted-levenshtein:unit=tokens")), Is.EqualTo(16 * scratch));

        double StepsOf(Metric metric) => Work.Of(ProblemEncoder.Encode(metric, candidates)).Steps;
    }

    [Test]
    public void Estimates_keep_small_work_and_closed_forms_on_the_CPU_and_send_large_work_to_a_device()
    {
        var model = CostModel.Estimates("");
        var tokens = Grids[0].Points[^1].Batch;
        Assert.That(model.Saving(Grids[0].Points[2].Batch, threads: 1), Is.Negative);
        Assert.That(model.Saving(tokens, threads: 1), Is.Positive);
        Assert.That(model.Saving(tokens, threads: 1), Is.GreaterThan(model.Saving(tokens, threads: 4)));
        Assert.That(model.Saving([ProblemEncoder.Encode(MetricCatalogue.Parse("squared-error"), ["1", "2", "3"])], threads: 1), Is.Zero);
    }
}
