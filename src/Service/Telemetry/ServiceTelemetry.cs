using System.Collections;
using System.Diagnostics.Metrics;
using Accelerated.Inference;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Accelerated.Service;

/// <summary>Measurements of the service, and how they leave it.</summary>
internal static class ServiceTelemetry
{
    private const string Name = "Accelerated.Service";

    private static readonly Meter s_meter = new(Name);

    private static readonly double[] s_seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

    /// <summary>Requests worked on.</summary>
    public static UpDownCounter<int> Running { get; } =
        s_meter.CreateUpDownCounter<int>("accelerated.service.running", "{request}", "Requests worked on.");

    /// <summary>Requests that wait.</summary>
    public static UpDownCounter<int> Waiting { get; } =
        s_meter.CreateUpDownCounter<int>("accelerated.service.waiting", "{request}", "Requests that wait for their turn.");

    private static readonly Histogram<double> Duration =
        s_meter.CreateHistogram<double>("accelerated.service.duration", "s", "Time from a request to the end of its answer.");

    /// <summary>Counts an answered request.</summary>
    /// <param name="route">The endpoint; no text of the caller.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="time">From the request to the end of its answer.</param>
    public static void Record(string route, int status, TimeSpan time) => Duration.Record(
        time.TotalSeconds,
        new KeyValuePair<string, object?>("route", route),
        new KeyValuePair<string, object?>("status", status));

    /// <summary>
    /// Collects the service's and the libraries' measurements: for scrapes by Prometheus, and by OTLP where the environment names an
    /// endpoint (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>).
    /// </summary>
    public static void Add(WebApplicationBuilder builder)
    {
        var settings = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => ((string)variable.Key).StartsWith("OTEL_", StringComparison.Ordinal))
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value);
        settings.TryAdd("OTEL_SERVICE_NAME", "accelerated");
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => Add(metrics, settings.ContainsKey("OTEL_EXPORTER_OTLP_ENDPOINT")));
    }

    private static void Add(MeterProviderBuilder metrics, bool sends)
    {
        metrics.AddMeter(Name, DecodingTelemetry.Name, DecodingTelemetry.Name + ".*")
            .AddView(instrument => instrument.Unit == "s" ? new ExplicitBucketHistogramConfiguration { Boundaries = s_seconds } : null)
            .AddPrometheusExporter();
        if (sends)
        {
            metrics.AddOtlpExporter();
        }
    }
}
