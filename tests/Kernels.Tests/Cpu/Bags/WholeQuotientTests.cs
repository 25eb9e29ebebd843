using System.Runtime.Intrinsics;
using Accelerated.Kernels.Cpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>Scores that are computed in single precision where they are stored so.</summary>
public sealed class WholeQuotientTests
{
    private static IEnumerable<string> Quotients => MetricCatalogue.Definitions.Select(definition => definition.Name)
        .Where(name => MetricCatalogue.Parse(name) is BagMetric metric && metric.Accept(new IsQuotient()))
        .Concat(["token-f1:empty=v1", "token-f1:sets=true", "rouge-2:measure=recall"]);

    [Test]
    public void Computed_in_single_precision_the_value_is_the_one_in_double_precision_rounded([ValueSource(nameof(Quotients))] string name)
    {
        var metric = (BagMetric)MetricCatalogue.Parse(name);
        Assert.That(metric.Accept(new Check()), Is.GreaterThan(200_000), "scores compared");
    }

    [Test]
    public void A_matrix_of_large_bags_has_the_values_of_the_definition(
        [ValueSource(nameof(Quotients))] string name, [Values(70, 600)] int longest, [Values(5, 65, 519)] int columns)
    {
        var random = new Random(columns + longest);
        Candidate Draw() => new(
            string.Join(
                ' ', Enumerable.Range(0, random.Next(4) == 0 ? random.Next(3) : random.Next(longest)).Select(_ => "w" + random.Next(60))));
        Candidate[] candidates = [.. Enumerable.Range(0, 7).Select(_ => Draw())];
        Candidate[] references = [.. Enumerable.Range(0, columns).Select(_ => Draw()), .. candidates.Take(2)];
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse(name), candidates, references);
        var found = new float[problem.Candidates * problem.References];
        using var definition = new ReferenceEngine();
        using var engine = new CpuEngine(1);
        var expected = new float[found.Length];
        definition.Matrix(problem, 0, problem.Candidates, expected);
        engine.Matrix(problem, 0, problem.Candidates, found);
        Assert.That(
            found.Select(BitConverter.SingleToInt32Bits),
            Is.EqualTo(expected.Select(BitConverter.SingleToInt32Bits)),
            $"seed {columns + longest}");
    }

    private sealed class IsQuotient : MetricVisitor<bool>
    {
        public override bool Visit<TScore>(BagMetric<TScore> metric) => TScore.IsWholeQuotient;
    }

    // All small sizes, and some of up to 2^20.
    private sealed class Check : MetricVisitor<int>
    {
        private int _compared;

        public override int Visit<TScore>(BagMetric<TScore> metric)
        {
            var score = metric.Formula;
            for (var hypothesis = 0; hypothesis <= 40; hypothesis++)
            {
                for (var reference = 0; reference <= 40; reference++)
                {
                    for (var shared = 0; shared <= Math.Min(hypothesis, reference); shared++)
                    {
                        Same(score, shared, hypothesis, reference);
                    }
                }
            }

            var random = new Random(31);
            for (var k = 0; k < 200_000; k++)
            {
                var (hypothesis, reference) = (random.Next((1 << 20) + 1), random.Next((1 << 20) + 1));
                Same(score, random.Next(Math.Min(hypothesis, reference) + 1), hypothesis, reference);
            }

            return _compared;
        }

        private void Same<TScore>(TScore score, int shared, int hypothesis, int reference) where TScore : unmanaged, IBagScore
        {
            _compared++;
            var wanted = (float)score.Finish(
                score.Add(default(BagFold<Real>), 0, Real.Of(shared), Real.Of(hypothesis), Real.Of(reference))).Value;
            var found = score.Finish(
                score.Add(default(BagFold<Real16>), 0, Real16.Of(shared), Real16.Of(hypothesis), Real16.Of(reference))).Value;
            if (found != Vector512.Create(wanted))
            {
                Assert.Fail($"{shared} shared of {hypothesis} and {reference}: {found} for {wanted}, seed 31");
            }
        }
    }
}
