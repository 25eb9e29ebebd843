using Accelerated.Inference.Engines;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class SelectionOptionsTests
{
    private static readonly SelectionOptions Plain = new(MetricCatalogue.Parse("token-f1"));

    private static IEnumerable<TestCaseData<SelectionOptions, string, string>> Wrong()
    {
        yield return new(
            Plain with { Temperature = 0, Weights = WeightSource.LogProbability },
            "Temperature",
            "Invalid value '0' for SelectionOptions.Temperature: expected a positive finite number. Use 1 to leave the distribution as " +
            "it is.");
        yield return new(
            Plain with { Temperature = 2 },
            "Temperature",
            "Invalid value '2' for SelectionOptions.Temperature: expected 1 unless Weights is LogProbability: the temperature divides " +
            "log-probabilities.");
        yield return new(
            Plain with { Rule = (SelectionRule)9 },
            "Rule",
            "Invalid value '9' for SelectionOptions.Rule: expected Candidates, Bayes or Consensus.");
        yield return new(
            Plain with { Weights = (WeightSource)9 },
            "Weights",
            "Invalid value '9' for SelectionOptions.Weights: expected Uniform, Given or LogProbability.");
        yield return new(
            Plain with { Self = (SelfPair)9 }, "Self", "Invalid value '9' for SelectionOptions.Self: expected Include or Exclude.");
        yield return new(
            Plain with { Top = 0 },
            "Top",
            "Invalid value '0' for SelectionOptions.Top: expected at least 1. Leave it out for the whole ranking.");
        yield return new(
            Plain with { Threads = 0 },
            "Threads",
            "Invalid value '0' for SelectionOptions.Threads: expected at least 1. Leave it out for all cores.");
        yield return new(
            Plain with { LongestCandidate = 0 },
            "LongestCandidate",
            "Invalid value '0' for SelectionOptions.LongestCandidate: expected at least 1.");
        yield return new(
            Plain with { BootstrapResamples = -1 },
            "BootstrapResamples",
            "Invalid value '-1' for SelectionOptions.BootstrapResamples: expected at least 0. Use 0 to leave the bootstrap out.");
        yield return new(
            Plain with { BootstrapResamples = 10, Self = SelfPair.Exclude },
            "BootstrapResamples",
            "Invalid value \'10\' for SelectionOptions.BootstrapResamples: expected 0 where Self is Exclude: resampled references cannot " +
            "leave a candidate\'s own vote out.");
        yield return new(
            Plain with { RequireGpu = true, Engine = EngineChoice.Cpu },
            "Engine",
            "Invalid value \'cpu\' for SelectionOptions.Engine: expected auto or a device where RequireGpu is true.");
        yield return new(
            Plain with { Adjustment = new() { UniformShare = 1.5 } },
            "UniformShare",
            "Invalid value '1.5' for WeightAdjustment.UniformShare: expected 0 to 1. Use 0 to leave weights as they are.");
        yield return new(
            Plain with { Adjustment = new() { LargestShare = 0 } },
            "LargestShare",
            "Invalid value '0' for WeightAdjustment.LargestShare: expected above 0 to 1. Leave it out for no limit.");
        yield return new(
            Plain with { Adjustment = new() { SourceFactors = new Dictionary<string, double> { ["a"] = double.NaN } } },
            "SourceFactors[a]",
            "Invalid value 'NaN' for WeightAdjustment.SourceFactors[a]: expected a finite number of at least 0.");
        yield return new(
            Plain with { ConsensusEvaluations = -1 },
            "ConsensusEvaluations",
            "Invalid value '-1' for SelectionOptions.ConsensusEvaluations: expected at least 0. Use 0 for the words as voted.");
        yield return new(
            Plain with { Rule = SelectionRule.Consensus, Risk = Risk.Worst },
            "Risk",
            "Invalid value \'worst\' for SelectionOptions.Risk: expected mean where Rule is Consensus.");
        yield return new(
            Plain with { Rule = SelectionRule.Consensus, Self = SelfPair.Exclude },
            "Self",
            "Invalid value \'Exclude\' for SelectionOptions.Self: expected Include where Rule is Consensus: its answer has no self pair.");
        yield return new(
            new(MetricCatalogue.Parse("squared-error")) { Rule = SelectionRule.Bayes, Risk = Risk.Worst },
            "Risk",
            "Invalid value \'worst\' for SelectionOptions.Risk: expected mean where Rule is Bayes.");
        yield return new(
            new(MetricCatalogue.Parse("squared-error")) { Rule = SelectionRule.Bayes, Self = SelfPair.Exclude },
            "Self",
            "Invalid value \'Exclude\' for SelectionOptions.Self: expected Include where Rule is Bayes: its answer has no self pair.");
    }

    [TestCaseSource(nameof(Wrong))]
    public void Rejects_an_invalid_value_on_entry(SelectionOptions options, string option, string message)
    {
        var error = Assert.Throws<OptionException>(() => _ = new Selector(options));
        Assert.That(error!.Message, Is.EqualTo(message));
        Assert.That(error.ParamName, Is.EqualTo(option));
    }

    [Test]
    public void Lists_the_metrics_with_a_closed_form_if_this_one_has_none()
    {
        var error = Assert.Throws<OptionException>(
            () => _ = new Selector(new(MetricCatalogue.Parse("chrf")) { Rule = SelectionRule.Bayes }));
        Assert.That(
            error!.Message,
            Does.StartWith(
                "Invalid value 'Bayes' for SelectionOptions.Rule: expected Candidates with metric 'chrf', which has no closed form. " +
                "Metrics with one: ").And.Contain("squared-error"));
    }

    [TestCase("auto")]
    [TestCase("cpu")]
    [TestCase("cuda")]
    [TestCase("cuda:3")]
    [TestCase("cuda:0,2,63")]
    [TestCase("opencl:all")]
    [TestCase("simulator:0,1")]
    [TestCase("simulator")]
    [TestCase("reference")]
    public void Engine_choices_round_trip_as_text(string text) => Assert.That(EngineChoice.Parse(text).ToString(), Is.EqualTo(text));

    [Test]
    public void Devices_are_a_set()
    {
        Assert.Multiple(() =>
        {
            Assert.That(EngineChoice.Parse("cuda:1,0,1"), Is.EqualTo(new EngineChoice(EngineKind.Cuda, DeviceSet.Of(0, 1))));
            Assert.That(EngineChoice.Parse("cuda:0"), Is.EqualTo(EngineChoice.Parse("cuda")));
            Assert.That(EngineChoice.Parse("cuda:2,0").Devices.Indices, Is.EqualTo(new[] { 0, 2 }));
            Assert.That(
                () => DeviceSet.Of(64),
                Throws.TypeOf<OptionException>().With.Message.EqualTo(
                    "Invalid device index '64': expected 0 to 63. EngineFactory.List() has all."));
            Assert.That(
                () => DeviceSet.Of(),
                Throws.TypeOf<OptionException>().With.Message.EqualTo(
                    "Expected at least one device index. Use DeviceSet.All for all devices."));
        });
    }

    [TestCase("simulator:0,1", "2 x simulated device")]
    [TestCase("simulator:all", "simulated device")]
    public void Several_devices_are_one_engine(string text, string device)
    {
        using var engine = EngineFactory.Create(EngineChoice.Parse(text), 1);
        Assert.That((engine.Name, engine.Device), Is.EqualTo(("simulator", device)));
    }

    [Test]
    public void Two_devices_select_as_the_CPU_does()
    {
        var problem = new Problem("q", ["x y", "y", "z y", "a b c y", "x"]);
        using var shared = new Selector(
            new(MetricCatalogue.Parse("rouge-l")) { Engine = EngineChoice.Parse("simulator:0,1"), RequireGpu = true });
        using var plain = new Selector(new(MetricCatalogue.Parse("rouge-l")) { Engine = EngineChoice.Cpu });
        var selection = shared.Select(problem);
        Assert.That((selection.Engine, selection.Fallback), Is.EqualTo(("simulator", (string?)null)));
        Assert.That(selection.Ranking, Is.EqualTo(plain.Select(problem).Ranking));
    }

    [TestCase("gpu", "Unknown engine 'gpu'; did you mean 'cpu'? EngineFactory.List() has all.")]
    [TestCase(
        "cpu:1",
        "Invalid engine 'cpu:1': only cuda, opencl, simulator take devices, by index from 0 to 63, as in cuda:1, cuda:0,1 or " +
        "cuda:all. EngineFactory.List() has all.")]
    [TestCase(
        "cuda:-1",
        "Invalid engine 'cuda:-1': only cuda, opencl, simulator take devices, by index from 0 to 63, as in cuda:1, cuda:0,1 or " +
        "cuda:all. EngineFactory.List() has all.")]
    [TestCase(
        "cuda:0,64",
        "Invalid engine 'cuda:0,64': only cuda, opencl, simulator take devices, by index from 0 to 63, as in cuda:1, cuda:0,1 or " +
        "cuda:all. EngineFactory.List() has all.")]
    public void Rejects_an_unknown_engine(string text, string message) =>
        Assert.That(() => EngineChoice.Parse(text), Throws.TypeOf<OptionException>().With.Message.EqualTo(message));
}
