using Accelerated.Inference;
using Accelerated.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Accelerated.Extensions.AI.Tests;

public sealed class ProfileTests
{
    [Test]
    public async Task A_profile_of_code_gives_a_selector_and_a_decoder_under_its_name()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ICandidateSource>(new FixedSource("a b", "a b c", "d"));
        services.AddMetricAware("titles", profile => (profile.Metric, profile.Candidates) = ("rouge-l", 3));
        await using var provider = services.BuildServiceProvider();

        var decoding = await provider.GetRequiredKeyedService<MetricAwareDecoder>("titles").DecodeAsync("?");
        Assert.That(decoding.Text, Is.EqualTo("a b"));
        Assert.That(decoding.Samples, Has.Count.EqualTo(3));
        Assert.That(provider.GetRequiredKeyedService<Selector>("titles").Options.Metric.Info.Name, Is.EqualTo("rouge-l"));
    }

    [Test]
    public void A_profile_binds_every_value_of_a_section()
    {
        using var provider = Provider(new()
        {
            ["Metric"] = "huber:delta=2", ["Candidates"] = "8", ["Quorum"] = "4", ["Rule"] = "bayes", ["Weights"] = "uniform",
            ["Risk"] = "mean", ["Temperature"] = "0.7", ["TopP"] = "0.9", ["MaxTokens"] = "32", ["Seed"] = "7", ["Engine"] = "cpu",
            ["RequireGpu"] = "false", ["Threads"] = "2", ["Extract"] = "last-number", ["DecisionTemperature"] = "1",
        });
        var selection = provider.GetRequiredKeyedService<Selector>("p").Options;
        var decoding = provider.GetRequiredKeyedService<MetricAwareDecoder>("p").Options;
        Assert.Multiple(() =>
        {
            Assert.That(selection.Metric.Info.Name, Is.EqualTo("huber:delta=2"));
            Assert.That(selection.Rule, Is.EqualTo(SelectionRule.Bayes));
            Assert.That(selection.Engine.ToString(), Is.EqualTo("cpu"));
            Assert.That(selection.Threads, Is.EqualTo(2));
            Assert.That((decoding.Candidates, decoding.Quorum), Is.EqualTo((8, 4)));
            Assert.That(decoding.Answer, Is.Not.Null);
            Assert.That(
                (decoding.Sampling.Temperature, decoding.Sampling.TopP, decoding.Sampling.MaxTokens, decoding.Sampling.Seed),
                Is.EqualTo((0.7, 0.9, 32, 7L)));
        });
    }

    [Test]
    public void Every_wrong_value_is_named_by_section_and_key_when_the_application_starts()
    {
        using var provider = Provider(new()
        {
            ["Metric"] = "tokn-f1", ["Candidates"] = "0", ["Rule"] = "best", ["Weights"] = "log", ["Risk"] = "cvar", ["Temperature"] = "-1",
            ["TopP"] = "0", ["MaxTokens"] = "0", ["Engine"] = "cdua", ["Threads"] = "0", ["Extract"] = "lastnumber", ["Quorum"] = "0",
            ["DecisionTemperature"] = "0",
        });
        var errors = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate())!
            .Failures.ToList();
        Assert.That(errors, Has.Count.EqualTo(13));
        Assert.That(errors, Has.All.Match("^Invalid value '[^']*' for MetricAware:p:[A-Za-z]+: "));
        Assert.That(errors, Does.Contain("Invalid value '0' for MetricAware:p:Candidates: expected at least 1."));
        Assert.That(errors, Has.Some.StartsWith("Invalid value 'tokn-f1' for MetricAware:p:Metric: Unknown metric 'tokn-f1'"));
        Assert.That(
            errors,
            Does.Contain("Invalid value 'log' for MetricAware:p:Weights: expected one of uniform, logprob, logprob-per-token, given."));
    }

    [TestCase("Rule", "bayes", "Invalid value 'Bayes' for MetricAware:p:Rule: expected Candidates with metric 'chrf'", "Metric", "chrf")]
    [TestCase("Engine", "cpu", "Invalid value 'cpu' for MetricAware:p:Engine: expected auto or a device where", "RequireGpu", "true")]
    [TestCase("Weights", "logprob", "Invalid value 'logprob' for MetricAware:p:Weights: expected uniform", "DecisionTemperature", ".5")]
    [TestCase("DecisionTemperature", "0.5", "Invalid value '0.5' for MetricAware:p:DecisionTemperature: expected 1 where", "TopP", "0.5")]
    public void Values_that_do_not_fit_each_other_are_named_by_section_and_key(
        string key, string value, string message, string otherKey = "Candidates", string other = "2")
    {
        using var provider = Provider(new() { [key] = value, [otherKey] = other });
        Assert.That(
            () => provider.GetRequiredService<IStartupValidator>().Validate(),
            Throws.TypeOf<OptionsValidationException>().With.Message.StartsWith(message));
    }

    [Test]
    public void Rejects_a_key_that_no_property_has()
    {
        using var provider = Provider(new() { ["Metrc"] = "chrf" });
        Assert.That(
            () => provider.GetRequiredService<IStartupValidator>().Validate(),
            Throws.InvalidOperationException.With.Message.Contains("'Metrc'"));
    }

    [Test]
    public void Rejects_a_section_that_is_missing()
    {
        using var provider = Provider([]);
        Assert.That(
            () => provider.GetRequiredService<IStartupValidator>().Validate(),
            Throws.TypeOf<OptionsValidationException>().With.Message.StartsWith(
                "The configuration has no section 'MetricAware:p' for the profile 'p'. Add it, with at least a Metric,"));
    }

    [Test]
    public void Wrong_values_of_code_are_named_by_profile_and_property()
    {
        using var provider = new ServiceCollection().AddMetricAware("titles", profile => profile.Threads = 0).BuildServiceProvider();
        Assert.That(
            () => provider.GetRequiredKeyedService<Selector>("titles"),
            Throws.TypeOf<OptionsValidationException>().With.Message.EqualTo(
                "Invalid value '0' for MetricAwareProfile.Threads of 'titles': expected at least 1. Leave it out for all cores."));
    }

    [Test]
    public void Profiles_that_select_in_the_same_way_share_a_selector()
    {
        using var provider = new ServiceCollection()
            .AddMetricAware("one", profile => (profile.Metric, profile.Engine, profile.Candidates) = ("chrf", "cuda:0,1", 8))
            .AddMetricAware("two", profile => (profile.Metric, profile.Engine, profile.Candidates) = ("chrf", "cuda:0,1", 16))
            .AddMetricAware("three", profile => (profile.Metric, profile.Engine, profile.Risk) = ("chrf", "cuda:0,1", "worst"))
            .BuildServiceProvider();
        var one = provider.GetRequiredKeyedService<Selector>("one");
        Assert.That(provider.GetRequiredKeyedService<Selector>("two"), Is.SameAs(one));
        Assert.That(provider.GetRequiredKeyedService<Selector>("three"), Is.Not.SameAs(one));
    }

    [Test]
    public async Task A_decoder_prefers_the_source_of_its_name()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ICandidateSource>(new FixedSource("any"));
        services.AddKeyedSingleton<ICandidateSource>("own", new FixedSource("own"));
        services.AddMetricAware("own", profile => profile.Candidates = 1).AddMetricAware("other", profile => profile.Candidates = 1);
        await using var provider = services.BuildServiceProvider();
        Assert.That((await provider.GetRequiredKeyedService<MetricAwareDecoder>("own").DecodeAsync("?")).Text, Is.EqualTo("own"));
        Assert.That((await provider.GetRequiredKeyedService<MetricAwareDecoder>("other").DecodeAsync("?")).Text, Is.EqualTo("any"));
    }

    [Test]
    public void A_decoder_without_a_source_says_what_to_register()
    {
        using var provider = new ServiceCollection().AddMetricAware("titles", _ => { }).BuildServiceProvider();
        Assert.That(
            () => provider.GetRequiredKeyedService<MetricAwareDecoder>("titles"),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "There is no ICandidateSource for the profile 'titles'. Register one as a singleton, under that key or without a key."));
    }

    [Test]
    public void A_property_of_type_Metric_binds_by_name()
    {
        var section = Section(new() { ["Metric"] = "huber:delta=2" });
        Assert.That(section.Get<OwnOptions>()!.Metric!.Info.Name, Is.EqualTo("huber:delta=2"));
        Assert.That(
            () => Section(new() { ["Metric"] = "hubr" }).Get<OwnOptions>(),
            Throws.InvalidOperationException.With.InnerException.TypeOf<OptionException>());
    }

    private static ServiceProvider Provider(Dictionary<string, string?> values) => new ServiceCollection()
        .AddSingleton<ICandidateSource>(new FixedSource("1", "2"))
        .AddMetricAware("p", Section(values))
        .BuildServiceProvider();

    private static IConfigurationSection Section(Dictionary<string, string?> values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.ToDictionary(pair => $"MetricAware:p:{pair.Key}", pair => pair.Value))
        .Build()
        .GetSection("MetricAware:p");

    private sealed class OwnOptions
    {
        public Metric? Metric { get; set; }
    }
}
