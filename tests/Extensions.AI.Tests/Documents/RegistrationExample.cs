using Accelerated.Inference;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Accelerated.Extensions.AI.Tests.Documents;

/// <summary>Runs what docs/dependency-injection.md shows.</summary>
public sealed class RegistrationExample
{
    [Test]
    public async Task Registers_profiles_and_uses_them()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MetricAware:ratings:Metric"] = "squared-error",
            ["MetricAware:ratings:Rule"] = "bayes",
            ["MetricAware:ratings:Extract"] = "last-number",
            ["Grading:Metric"] = "huber:delta=2",
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<ICandidateSource>(new FixedSource([.. Enumerable.Range(0, 16).Select(i => $"I say {i % 5}")]));
        services.AddMetricAware("summaries", profile => profile.Metric = "rouge-l");
        services.AddMetricAware("ratings", configuration.GetSection("MetricAware:ratings"));
        services.AddSingleton<Summaries>();
        services.Configure<GradingOptions>(configuration.GetSection("Grading"));
        await using var provider = services.BuildServiceProvider();

        Assert.That(await provider.GetRequiredService<Summaries>().OfAsync("?"), Does.StartWith("I say"));
        Assert.That(
            (await provider.GetRequiredKeyedService<MetricAwareDecoder>("ratings").DecodeAsync("?")).Selection.Value!.Number,
            Is.EqualTo(30.0 / 16));
        Assert.That(provider.GetRequiredService<IOptions<GradingOptions>>().Value.Metric.Info.Name, Is.EqualTo("huber:delta=2"));
    }

    [Test]
    public async Task Makes_a_pipeline_metric_aware_in_place()
    {
        var service = new ScriptedClient("a b", "a b c", "d");
        using var client = service.AsBuilder()
            .UseMetricAware(profile => (profile.Metric, profile.Candidates) = ("chrf", 32))
            .Build();
        Assert.That((await client.GetResponseAsync("?")).Text, Is.EqualTo("a b c"));
    }

    private sealed class Summaries([FromKeyedServices("summaries")] MetricAwareDecoder decoder)
    {
        public async Task<string> OfAsync(string text) => (await decoder.DecodeAsync($"Summarise: {text}")).Text;
    }

    private sealed class GradingOptions
    {
        public Metric Metric { get; set; } = Metric.SquaredError();
    }
}
