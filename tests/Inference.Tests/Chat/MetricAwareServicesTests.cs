using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Accelerated.Inference.Chat;
using Accelerated.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Accelerated.Inference.Tests;

public sealed class MetricAwareServicesTests
{
    [Test]
    [NonParallelizable] // listens to the activities of the process
    public async Task A_registered_source_gets_a_decoder_whose_work_is_measured_and_logged()
    {
        var measured = new ConcurrentDictionary<string, double>();
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == DecodingTelemetry.Name)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        using var activityListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == DecodingTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(activityListener);

        var services = new ServiceCollection();
        services.AddSingleton<ICandidateSource>(new FixedSource("telemetry", "telemetry one", "two"));
        services.AddMetricAware(
            MetricCatalogue.Parse("token-f1"), new MetricAwareOptions { Decoding = new DecodingOptions { Candidates = 3 } });
        var log = new RecordingLog();
        services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug));
        using var provider = services.BuildServiceProvider();
        var decoding = await provider.GetRequiredService<MetricAwareDecoder>().DecodeAsync("?");

        Assert.That(decoding.Text, Is.EqualTo("telemetry"));
        Assert.That(provider.GetRequiredService<Selector>().Options.Metric.Info.Name, Is.EqualTo("token-f1"));
        Assert.That(measured["accelerated.candidates"], Is.EqualTo(3));
        Assert.That(
            measured.Keys, Is.SupersetOf(new[] { "accelerated.tokens", "accelerated.drawing.duration", "accelerated.selecting.duration" }));
        Assert.That(log.Messages, Has.Some.StartsWith("Drew 3 of 3 from fixed:3; the selected answer's expected token-f1 is "));
        Assert.That(
            activities.Any(
                activity => activity.OperationName == "accelerated.decode" && activity.GetTagItem("accelerated.source") is "fixed:3"),
            Is.True);

        var done = activities.Single(activity => activity.GetTagItem("accelerated.source") is "fixed:3");
        Assert.That(done.GetTagItem("accelerated.metric"), Is.EqualTo("token-f1"));
        Assert.That(done.GetTagItem("accelerated.rule"), Is.EqualTo("candidates"));
        Assert.That(done.GetTagItem("gen_ai.request.choice.count"), Is.EqualTo(3));
        Assert.That(done.TagObjects.Select(tag => tag.Value?.ToString()), Has.None.Contains("telemetry"), "no content without consent");

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "accelerated.source", Value: "fixed:3" })
                {
                    measured.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
                }
            }
        }
    }

    [Test]
    public void Options_without_decoding_keep_the_defaults_of_the_source()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ICandidateSource>(new FixedSource("one", "two"));
        services.AddMetricAware(
            MetricCatalogue.Parse("token-f1"),
            new MetricAwareOptions { Selection = new SelectionOptions(MetricCatalogue.Parse("chrf")) { Top = 1 } });
        using var provider = services.BuildServiceProvider();
        Assert.That(provider.GetRequiredService<MetricAwareDecoder>().Options, Is.EqualTo(new DecodingOptions()));
        Assert.That(provider.GetRequiredService<Selector>().Options.Top, Is.EqualTo(1));
    }

    [Test]
    public void Rejects_a_wrong_option_at_registration() => Assert.That(
        () => new ServiceCollection().AddMetricAware(
            MetricCatalogue.Parse("token-f1"), new MetricAwareOptions { Decoding = new DecodingOptions { Candidates = 0 } }),
        Throws.TypeOf<OptionException>());
}
