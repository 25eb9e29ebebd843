using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>The worked example of four answers under token F1, by hand.</summary>
public sealed class EndToEndTests
{
    private static readonly double[] Given = [.5, .2, .2, .1];
    private static readonly double[] LogProbabilities = [-1, -2, -2.5, -3];

    private static IEnumerable<EngineChoice> Engines() => AvailableEngines.All;

    [TestCaseSource(nameof(Engines))]
    public void Uniform_weights_and_the_self_pair(EngineChoice engine)
    {
        var selection = Select(new(TokenF1) { Engine = engine });
        Assert.That(selection.Index, Is.Zero);
        Assert.That(selection.Text, Is.EqualTo("paris"));
        Assert.That(Expected(selection), Is.EqualTo(new[] { .541667, .516667, .475, .25 }).Within(1e-6));
        Assert.That(selection.StandardError, Is.EqualTo(.208333).Within(1e-6));
        Assert.That(selection.Margin, Is.EqualTo(.025).Within(1e-6));
        Assert.That(selection.EffectiveSamples, Is.EqualTo(4).Within(1e-12));
        Assert.That(selection.Skipped, Is.Zero);
    }

    [TestCaseSource(nameof(Engines))]
    public void The_self_pair_excluded(EngineChoice engine)
    {
        var selection = Select(new(TokenF1) { Engine = engine, Self = SelfPair.Exclude });
        Assert.That(Expected(selection), Is.EqualTo(new[] { .388889, .355556, .3, 0 }).Within(1e-6));
        Assert.That(selection.EffectiveSamples, Is.EqualTo(3).Within(1e-12));
        Assert.That(selection.StandardError, Is.EqualTo(.2003084).Within(1e-6)); // (2/3, 1/2, 0): sd .346944 over sqrt 3
    }

    [TestCaseSource(nameof(Engines))]
    public void Given_weights(EngineChoice engine) => Assert.That(
        Expected(Select(new(TokenF1) { Engine = engine, Weights = WeightSource.Given })),
        Is.EqualTo(new[] { .733333, .613333, .53, .1 }).Within(1e-6));

    [TestCaseSource(nameof(Engines))]
    public void Log_probability_weights(EngineChoice engine)
    {
        var selection = Select(new(TokenF1) { Engine = engine, Weights = WeightSource.LogProbability });
        Assert.That(Expected(selection), Is.EqualTo(new[] { .785948, .650970, .504118, .078394 }).Within(1e-6));
        Assert.That(selection.EffectiveSamples, Is.EqualTo(2.476461).Within(1e-6));
    }

    [TestCaseSource(nameof(Engines))]
    public void The_mean_of_the_worst_half(EngineChoice engine)
    {
        var selection = Select(new(TokenF1) { Engine = engine, Risk = Risk.ConditionalValue(.5) });
        Assert.That(selection.Ranking.Select(ranked => ranked.Risk), Is.EqualTo(new[] { .25, .2, .2, 0 }).Within(1e-6));
        Assert.That(selection.Ranking.Select(ranked => ranked.Index), Is.EqualTo(new[] { 0, 1, 2, 3 }));
        Assert.That(selection.Expected, Is.EqualTo(.541667).Within(1e-6));
        Assert.That(selection.Margin, Is.EqualTo(.05).Within(1e-6));
    }

    [TestCaseSource(nameof(Engines))]
    public void Returns_the_matrix_on_request(EngineChoice engine) => Assert.That(
        Select(new(TokenF1) { Engine = engine, KeepMatrix = true }).Matrix,
        Is.EqualTo(new[] { 1, 2f / 3, .5f, 0, 2f / 3, 1, .4f, 0, .5f, .4f, 1, 0, 0, 0, 0, 1 }));

    private static Metric TokenF1 => MetricCatalogue.Parse("token-f1");

    private static Selection Select(SelectionOptions options)
    {
        string[] texts = ["paris", "paris france", "the city of paris", "london"];
        Candidate[] candidates =
        [
            .. texts.Select((text, i) => new Candidate(text) { Weight = Given[i], LogProbability = LogProbabilities[i] }),
        ];
        using var selector = new Selector(options);
        return selector.Select(new Problem("q", candidates));
    }

    private static IEnumerable<double> Expected(Selection selection) =>
        selection.Ranking.OrderBy(ranked => ranked.Index).Select(ranked => ranked.Expected);
}
