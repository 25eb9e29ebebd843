using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>Work in several parts, with so little room for copies that they go in pieces.</summary>
[NonParallelizable]
public sealed class PipelineTests
{
    private static readonly SimulatedDevice Narrow = new() { BlockBytes = Staging.Alignment };

    [TestCase("levenshtein-tokens", 97, 0)]
    [TestCase("absolute-error", 130, 0)]
    [TestCase("rouge-l", 33, 65)]
    [TestCase("token-recall", 70, 0)]
    public void Blocks_of_rows_have_the_bits_of_the_reference(string name, int rows, int columns)
    {
        using var engine = GpuEngine.Simulator(Narrow);
        FastReference.Hold(engine, SmallProblems.Of(MetricCatalogue.Parse(name), rows, rows, columns), $"seed {rows}, blocks of 32 rows");
    }

    [Test]
    public void A_part_computes_while_another_holds_its_memory()
    {
        using var session = DeviceSessions.Simulator(Narrow);
        var pipeline = new Pipeline(session);
        var arrived = new List<int>();
        for (var part = 0; part < 5; part++)
        {
            int[] sent = [.. Enumerable.Range(part, 300)];
            var view = default(ILGPU.ArrayView<int>);
            pipeline.Run(
                queue => view = queue.Upload<int>(sent),
                queue => queue.Download(view, sent.Length, (piece, at) =>
                {
                    Assert.That(piece.SequenceEqual(sent.AsSpan(at, piece.Length)), $"from {at}");
                    arrived.Add(piece.Length);
                }));
            Assert.That(arrived.Sum(), Is.InRange(part * 300, part * 300 + 299), "the part before has arrived, this one has not wholly");
        }

        pipeline.Finish();
        Assert.That(arrived.Sum(), Is.EqualTo(5 * 300));
        Assert.That(session.Queues.Select(queue => queue.Memory.Mark), Is.All.Zero);
    }

    [Test]
    public void A_batch_of_several_metrics_is_several_parts()
    {
        using var engine = GpuEngine.Simulator(Narrow);
        string[] names = ["levenshtein-tokens", "token-f1", "log-cosh", "jaccard", "osa"];
        EncodedProblem[] problems =
        [
            .. Enumerable.Range(0, 15).Select(i => SmallProblems.Of(MetricCatalogue.Parse(names[i % 5]), i, 3 + i)),
        ];
        var sums = Array.ConvertAll(problems, problem => new double[problem.Rows]);
        engine.WeightedSums(problems, sums);
        using var reference = new ReferenceEngine();
        for (var i = 0; i < problems.Length; i++)
        {
            Assert.That(
                Agreement.Bits(sums[i]), Is.EqualTo(Agreement.Bits(Agreement.Sums(reference, problems[i]))), $"problem and seed {i}");
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(4)]
    public void A_cancellation_between_blocks_leaves_the_engine_usable(int launches)
    {
        using var source = new CancellationTokenSource();
        var first = 0L;
        using var engine = GpuEngine.Simulator(Narrow with
        {
            Launching = count =>
            {
                if (count == first + launches)
                {
                    source.Cancel();
                }
            },
        });
        var problem = SmallProblems.Of(MetricCatalogue.Parse("levenshtein-tokens"), 21, 130);
        first = engine.Statistics.Launches;
        var matrix = new float[problem.Candidates * problem.References];
        Assert.That(
            () => engine.Matrix(problem, 0, problem.Candidates, matrix, source.Token), Throws.InstanceOf<OperationCanceledException>());
        FastReference.Hold(engine, problem, $"seed 21, after a cancellation at launch {launches}");
    }

    [TestCase(0)]
    [TestCase(4)]
    public void A_device_lost_between_blocks_stays_lost(int launches)
    {
        using var engine = GpuEngine.Simulator(Narrow with { Launching = count => LostDevice.At(count, launches) });
        var problem = SmallProblems.Of(MetricCatalogue.Parse("levenshtein-tokens"), 22, 130);
        for (var again = 0; again < 2; again++)
        {
            var error = Assert.Throws<DeviceException>(
                () => engine.Utilities(problem, 0, problem.Rows, new double[problem.Rows * problem.Columns]));
            Assert.That((error!.Fault, error.Message), Is.EqualTo((DeviceFault.Lost, LostDevice.MessageOf("simulated device"))));
        }
    }
}
