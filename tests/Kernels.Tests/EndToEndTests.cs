using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests;

public sealed class EndToEndTests
{
    [Test]
    public void Expected_token_f1_of_four_answers()
    {
        Candidate[] candidates = ["paris", "paris france", "the city of paris", "london"];
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse("token-f1"), candidates);
        using var engine = new ReferenceEngine();
        var sums = new double[4];
        engine.WeightedSums(problem, sums);
        Assert.That(sums.Select(sum => sum / problem.Weights.Total), Is.EqualTo(new[] { .541667, .516667, .475, .25 }).Within(1e-6));
    }
}
