using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Engine;
using Accelerated.Inference.LLamaSharp.Scheduling;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>Whether callers run together, by what steps take.</summary>
[NonParallelizable] // measures time
public sealed class StepCostsTests
{
    // Of a model with 0.9 million weights and one with 117 million, in microseconds, as measured on two processors.
    private static readonly StepCosts Small = new(300, 60, 0.15);
    private static readonly StepCosts Large = new(30_000, 2_500, 2);

    [TestCase(1, 16, true)]
    [TestCase(8, 16, false)]
    [TestCase(128, 2, false)]
    public void A_small_model_mixes_few_answers_only(int count, int callers, bool mixes)
    {
        Assert.That(Small.Mix(Callers(count, callers)), Is.EqualTo(mixes));
    }

    [TestCase(1, 16)]
    [TestCase(4, 16)]
    [TestCase(1, 100)]
    public void A_large_model_mixes_more(int count, int callers)
    {
        Assert.That(Large.Mix(Callers(count, callers)));
    }

    [Test]
    public void One_answer_runs_beside_many_where_it_slows_them_by_a_tenth_at_most()
    {
        Assert.That(Small.Mix([.. Callers(128, 1), .. Callers(1, 1)]));
        Assert.That(Large.Mix([.. Callers(128, 1), .. Callers(1, 1)]));
    }

    [TestCase(2)]
    [TestCase(16)]
    public void Equal_requests_that_are_slower_together_run_apart(int callers)
    {
        // Together a twentieth slower, whatever their number.
        var costs = new StepCosts(0, 1, 1.0 / 20 / 256);
        Load[] loads = [.. Enumerable.Repeat(new Load(100, 1), callers)];
        Assert.That(costs.Mix(loads));
        Assert.That(costs.Mix([.. loads.Select(load => load with { Cells = 256 })]), Is.False);
    }

    [Test]
    public void A_step_takes_what_was_measured()
    {
        var costs = new StepCosts(7, 5, 2);
        Assert.That(costs.Of(new Load(1, 1)), Is.EqualTo(7 + 5 + 2 * 256));
        Assert.That(costs.Of(new Load(3, 257)), Is.EqualTo(7 + 3 * (5 + 2 * 512)));
    }

    [Test]
    public void Measured_costs_are_those_of_the_context()
    {
        var costs = CostMeasurement.Measure(new Timed(step: 2e-3, token: 2e-4, cell: 1e-6), 1024, 0);
        Assert.That(costs.Step, Is.InRange(5e-4, 1e-2));
        Assert.That(costs.Token, Is.InRange(5e-5, 2e-3));
        Assert.That(costs.TokenCell, Is.InRange(3e-7, 1e-5));
    }

    private static Load[] Callers(int count, int callers) => [.. Enumerable.Repeat(new Load(count, 60 + count * 12 / 2), callers)];

    private sealed class Timed(double step, double token, double cell) : ILlamaContext
    {
        private readonly Dictionary<int, int> _cells = [];

        public ContextPlan Plan => CostMeasurement.Plan;

        public int Vocabulary => 1;

        public void Fork(int from, int to) => throw new NotSupportedException();

        public void Remove(int sequence) => _cells.Remove(sequence);

        public void Evaluate(StepBatch batch, CancellationToken interrupt)
        {
            foreach (var sequence in batch.Sequences.Take(batch.Count))
            {
                _cells[sequence] = _cells.GetValueOrDefault(sequence) + 1;
            }

            var cells = (_cells.Values.Sum() + 255) / 256 * 256;
            Assert.That(cells, Is.LessThanOrEqualTo(Plan.Cells));
            Assert.That(_cells.Keys.Max(), Is.LessThan(Plan.Sequences));
            var start = System.Diagnostics.Stopwatch.StartNew();
            SpinWait.SpinUntil(() => start.Elapsed.TotalSeconds > step + batch.Count * (token + cell * cells));
        }

        public ReadOnlySpan<float> Logits(int row) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
