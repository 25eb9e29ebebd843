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
            "temperature",
            "Temperature 0 is not allowed; it must be positive and finite. 1 leaves the distribution as it is.");
        yield return new(
            Plain with { Temperature = 2 },
            "temperature",
            "Temperature 2 has nothing to act on; it divides log-probabilities. Use it with weights from log-probabilities, or leave it "
            + "out.");
        yield return new(
            Plain with { Rule = (SelectionRule)9 }, "rule", "Rule 9 is not allowed; it must be candidates or bayes. Name one of them.");
        yield return new(
            Plain with { Weights = (WeightSource)9 },
            "weights",
            "Weights 9 are not allowed; they must be uniform, given or log-probability. Name one of them.");
        yield return new(
            Plain with { Self = (SelfPair)9 }, "self", "Self pair 9 is not allowed; it must be include or exclude. Name one of them.");
        yield return new(Plain with { Top = 0 }, "top", "Top 0 is not allowed; it must be at least 1. Leave it out for the whole ranking.");
        yield return new(
            Plain with { Threads = 0 },
            "threads",
            "0 threads are not allowed; there must be at least 1. Leave the number out for all processors.");
        yield return new(
            Plain with { LongestCandidate = 0 },
            "longest",
            "LongestCandidate 0 is not allowed; it must be at least 1. The default is 65536.");
        yield return new(
            Plain with { BootstrapResamples = -1 },
            "bootstrap",
            "-1 bootstrap resamples are not allowed; there must be at least 0, which leaves the bootstrap out.");
        yield return new(
            Plain with { BootstrapResamples = 10, Self = SelfPair.Exclude },
            "bootstrap",
            "The bootstrap draws references again and cannot leave a candidate's own vote out. Include the self pair, or leave the "
            + "bootstrap out.");
        yield return new(
            Plain with { RequireGpu = true, Engine = EngineChoice.Cpu },
            "engine",
            "The engine cpu is no GPU, yet one is required. Choose auto or cuda, or do not require it.");
        yield return new(
            new(MetricCatalogue.Parse("squared-error")) { Rule = SelectionRule.Bayes, Risk = Risk.Worst },
            "rule",
            "The rule bayes answers for the mean, not for worst. Use the rule candidates, or the risk mean.");
        yield return new(
            new(MetricCatalogue.Parse("squared-error")) { Rule = SelectionRule.Bayes, Self = SelfPair.Exclude },
            "rule",
            "The rule bayes makes an answer of its own, which has no self pair to exclude. Use the rule candidates, or include the self "
            + "pair.");
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
            Does.StartWith("chrf has no closed form; the rule bayes takes one of ").And.Contain("squared-error")
                .And.EndWith("Use the rule candidates, or one of these metrics."));
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
                    "There is no device 64; devices are numbered from 0 to 63. 'accelerated engines' lists them."));
            Assert.That(
                () => DeviceSet.Of(),
                Throws.TypeOf<OptionException>().With.Message.EqualTo("No device is named; name at least one, as in cuda:0, or all."));
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

    [TestCase("gpu", "Unknown engine 'gpu'; did you mean 'cpu'? 'accelerated engines' lists all.")]
    [TestCase(
        "cpu:1",
        "'cpu:1' is no engine; only cuda, opencl, simulator take devices, by numbers from 0 to 63, as in cuda:1, cuda:0,1 or cuda:all. "
        + "'accelerated engines' lists them.")]
    [TestCase(
        "cuda:-1",
        "'cuda:-1' is no engine; only cuda, opencl, simulator take devices, by numbers from 0 to 63, as in cuda:1, cuda:0,1 or cuda:all. "
        + "'accelerated engines' lists them.")]
    [TestCase(
        "cuda:0,64",
        "'cuda:0,64' is no engine; only cuda, opencl, simulator take devices, by numbers from 0 to 63, as in cuda:1, cuda:0,1 or cuda:all. "
        + "'accelerated engines' lists them.")]
    public void Rejects_an_unknown_engine(string text, string message) =>
        Assert.That(() => EngineChoice.Parse(text), Throws.TypeOf<OptionException>().With.Message.EqualTo(message));
}
