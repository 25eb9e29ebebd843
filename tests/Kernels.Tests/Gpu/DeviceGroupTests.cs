using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>Several devices are one engine, with the bits of one.</summary>
[NonParallelizable]
public sealed class DeviceGroupTests
{
    [TestCase("levenshtein-tokens")]
    [TestCase("jaccard")]
    [TestCase("token-f1")]
    [TestCase("log-cosh")]
    [TestCase("cosine")]
    public void Rows_of_a_problem_are_shared(string name)
    {
        using var two = Simulators(2);
        using var three = Simulators(3);
        (DeviceGroup, int, int)[] cases = [(two, 1, 0), (two, 45, 0), (three, 2, 0), (three, 7, 40)];
        foreach (var (devices, rows, columns) in cases)
        {
            FastReference.Hold(
                devices, SmallProblems.Of(MetricCatalogue.Parse(name), rows, rows, columns), $"seed and rows {rows}, {devices.Device}");
        }
    }

    [TestCase(2)]
    [TestCase(3)]
    public void Problems_of_a_batch_are_shared(int devices)
    {
        using var group = Simulators(devices);
        string[] names = ["levenshtein-tokens", "token-f1", "chrf"];
        int[] rows = [1, 40, 2, 3, 70, 5, 8, 1, 13];
        EncodedProblem[] problems = [.. rows.Select((count, i) => SmallProblems.Of(MetricCatalogue.Parse(names[i % 3]), 40 + i, count))];
        var sums = Array.ConvertAll(problems, problem => new double[problem.Rows]);
        group.WeightedSums(problems, sums);
        using var reference = new ReferenceEngine();
        for (var i = 0; i < problems.Length; i++)
        {
            Assert.That(
                Agreement.Bits(sums[i]), Is.EqualTo(Agreement.Bits(Agreement.Sums(reference, problems[i]))), $"problem {i}, seed {40 + i}");
        }
    }

    [Test]
    public void Shares_cover_every_row_once_and_are_of_like_size()
    {
        var metric = MetricCatalogue.Parse("huber");
        int[] rows = [5, 1, 300, 2, 90, 64, 33];
        ProblemRows[] batch =
        [
            .. rows.Select((count, i) => SmallProblems.Of(metric, 60 + i, count, 1 + 7 * i)).Select(
                problem => ProblemRows.All(problem, new double[problem.Rows])),
        ];
        var pairs = batch.Sum(part => part.Count * part.Problem.Columns);
        foreach (var count in (int[])[1, 2, 3, 8, 1000])
        {
            var shares = RowShares.Of(batch, count);
            var seen = shares.SelectMany(share => share).SelectMany(
                part => Enumerable.Range(part.First, part.Count).Select(row => (part.Problem, row)));
            Assert.That(
                seen,
                Is.EqualTo(batch.SelectMany(part => Enumerable.Range(0, part.Count).Select(row => (part.Problem, row)))),
                $"{count} shares");
            Assert.That(
                shares.Max(share => share.Sum(part => part.Count * part.Problem.Columns)),
                Is.LessThan((double)pairs / count + 2 * batch.Max(part => part.Problem.Columns)),
                $"{count} shares");
            Assert.That(RowShares.Of(10, count).Sum(share => share.Count), Is.EqualTo(10));
        }
    }

    [Test]
    public void Fewer_rows_than_devices_leave_devices_idle()
    {
        GpuEngine[] devices = [GpuEngine.Simulator(), GpuEngine.Simulator(), GpuEngine.Simulator()];
        using var group = new DeviceGroup(devices);
        FastReference.Hold(group, SmallProblems.Of(MetricCatalogue.Parse("levenshtein-tokens"), 70, 2), "seed 70, 2 rows, 3 devices");
        Assert.That(devices.Select(device => device.Statistics.Launches > 0), Is.EqualTo(new[] { true, true, false }));
        Assert.That(group.Statistics.Launches, Is.EqualTo(devices.Sum(device => device.Statistics.Launches)));
    }

    [Test]
    public void One_device_that_fails_is_the_error_of_all()
    {
        using var group = new DeviceGroup(
            [GpuEngine.Simulator(), GpuEngine.Simulator(new SimulatedDevice { Launching = count => LostDevice.At(count, 2) })]);
        var problem = SmallProblems.Of(MetricCatalogue.Parse("jaccard"), 71, 150);
        var error = Assert.Throws<DeviceException>(() =>
        {
            for (var again = 0; again < 3; again++)
            {
                group.WeightedSums(problem, new double[problem.Rows]);
            }
        });
        Assert.That((error!.Fault, error.Message), Is.EqualTo((DeviceFault.Lost, LostDevice.MessageOf("simulated device"))));
    }

    [Test]
    public void A_cancellation_is_reported_as_one()
    {
        using var source = new CancellationTokenSource();
        using var group = new DeviceGroup(
            [GpuEngine.Simulator(), GpuEngine.Simulator(new SimulatedDevice { Launching = _ => source.Cancel() })]);
        var problem = SmallProblems.Of(MetricCatalogue.Parse("jaccard"), 72, 20);
        Assert.That(
            () => group.WeightedSums(problem, new double[problem.Rows], source.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_group_names_its_devices_and_refuses_none()
    {
        using var group = Simulators(2);
        Assert.That((group.Name, group.Device), Is.EqualTo(("simulator", "2 x simulated device")));
        Assert.That(
            () => new DeviceGroup([]),
            Throws.ArgumentException.With.Message.StartsWith(
                "'devices' is []; it must be at least one device, all of one kind, none twice."));
        using var one = GpuEngine.Simulator();
        Assert.That(
            () => new DeviceGroup([one, one]),
            Throws.ArgumentException.With.Message.StartsWith(
                "'devices' is [Simulator, Simulator]; it must be at least one device, all of one kind, none twice."));
    }

    [Test]
    public void A_disposed_group_says_so()
    {
        var group = Simulators(2);
        group.Dispose();
        var problem = SmallProblems.Of(MetricCatalogue.Parse("squared-error"), 9, 3);
        Assert.That(() => group.WeightedSums(problem, new double[problem.Rows]), Throws.InstanceOf<ObjectDisposedException>());
    }

    private static DeviceGroup Simulators(int count) => new([.. Enumerable.Range(0, count).Select(_ => GpuEngine.Simulator())]);
}
