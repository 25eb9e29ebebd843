using Accelerated.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Accelerated.Extensions.AI.Tests;

public sealed class HealthCheckTests
{
    private static IEnumerable<string> Metrics() => MetricCatalogue.Definitions.Select(metric => metric.Name);

    [TestCaseSource(nameof(Metrics))]
    public async Task Every_metric_is_healthy_on_the_CPU(string metric)
    {
        var entry = await CheckAsync(profile => (profile.Metric, profile.Engine) = (metric, "cpu"));
        Assert.That((entry.Status, entry.Data["engine"]), Is.EqualTo((HealthStatus.Healthy, "cpu")), entry.Description);
    }

    [Test]
    public async Task A_device_that_is_not_there_degrades_with_the_reason()
    {
        var entry = await CheckAsync(profile => profile.Engine = "cuda:63");
        Assert.That(entry.Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That(entry.Description, Does.StartWith("The CPU took over: "));
    }

    [Test]
    public async Task A_required_device_that_is_not_there_is_unhealthy()
    {
        var entry = await CheckAsync(profile => (profile.Engine, profile.RequireGpu) = ("cuda:63", true));
        Assert.That(entry.Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(entry.Description, Is.Not.Empty);
    }

    private static async Task<HealthReportEntry> CheckAsync(Action<MetricAwareProfile> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetricAware("summaries", configure);
        services.AddHealthChecks().AddMetricAware("summaries");
        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries["metric-aware:summaries"];
    }
}
