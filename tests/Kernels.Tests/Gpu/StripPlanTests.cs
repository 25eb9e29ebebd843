using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>The room that match tables take.</summary>
public sealed class StripPlanTests
{
    [Test]
    public void Large_tables_have_the_rows_of_their_strips_tokens()
    {
        // Documents of 2,000 tokens, each strip with different tokens, so that the alphabet is twice as large.
        var random = new Random(1);
        var metric = MetricCatalogue.Parse("levenshtein-tokens");
        var problem = ProblemEncoder.Encode(metric, [.. Enumerable.Range(0, 64).Select(i =>
            new Candidate($"{i}") { Tokens = [.. Enumerable.Range(0, 2000).Select(_ => (i / 32 * 1000) + random.Next(1000))] })]);
        var features = (SequenceFeatures)problem.Features;
        var part = new StripPlan([problem], [0], (problem.Columns + Tile.Lanes - 1) / Tile.Lanes).All(long.MaxValue)!;
        foreach (var strip in part.Strips)
        {
            var distinct = Enumerable.Range(strip.Item, strip.Lanes).SelectMany(
                item => features.Sequences[item].ToArray()).Distinct().Count();
            Assert.That((strip.TableRows, features.AlphabetSize), Is.EqualTo((1 + distinct, 2000)));
        }
    }
}
