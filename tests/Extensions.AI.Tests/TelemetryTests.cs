using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Accelerated.Inference;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Accelerated.Extensions.AI.Tests;

[NonParallelizable] // listens to the activities of the process
public sealed class TelemetryTests
{
    [Test]
    public async Task A_chat_request_is_an_activity_with_metric_rule_and_tokens_and_without_texts()
    {
        var activity = await ObserveAsync();
        Assert.Multiple(() =>
        {
            Assert.That(activity.OperationName, Is.EqualTo("accelerated.decode"));
            Assert.That(activity.GetTagItem("gen_ai.operation.name"), Is.EqualTo("chat"));
            Assert.That(activity.GetTagItem("accelerated.metric"), Is.EqualTo("rouge-l"));
            Assert.That(activity.GetTagItem("accelerated.rule"), Is.EqualTo("candidates"));
            Assert.That(activity.GetTagItem("gen_ai.request.choice.count"), Is.EqualTo(3));
            Assert.That(activity.GetTagItem("gen_ai.usage.input_tokens"), Is.EqualTo(30));
            Assert.That(activity.GetTagItem("gen_ai.usage.output_tokens"), Is.EqualTo(6));
            Assert.That(activity.TagObjects.Select(tag => tag.Value?.ToString()), Has.None.Contains("secret"));
        });
    }

    [Test]
    public async Task Tokens_of_prompts_are_counted_where_the_service_reports_them()
    {
        var read = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument is { Meter.Name: DecodingTelemetry.Name, Name: "accelerated.input_tokens" })
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref read, value));
        listener.Start();
        await ObserveAsync();
        Assert.That(read, Is.EqualTo(30));
    }

    [Test]
    public async Task Texts_are_recorded_where_asked_for()
    {
        DecodingTelemetry.CapturesContent = true;
        try
        {
            var activity = await ObserveAsync();
            Assert.That(activity.GetTagItem("gen_ai.input.messages"), Does.Contain("secret question"));
            Assert.That(activity.GetTagItem("gen_ai.output.messages"), Does.Contain("secret answer"));
        }
        finally
        {
            DecodingTelemetry.CapturesContent = false;
        }
    }

    private static async Task<Activity> ObserveAsync()
    {
        var kept = new Kept();
        var services = new ServiceCollection();
        services.AddMetricAware("titles", profile => (profile.Metric, profile.Candidates) = ("rouge-l", 3));
        services.AddChatClient(new ScriptedClient("secret answer", "secret answer one", "other")).UseMetricAware("titles");
        services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(DecodingTelemetry.Name).AddProcessor(kept))
            .WithMetrics(metrics => metrics.AddMeter(DecodingTelemetry.Name));
        await using var provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<TracerProvider>();
        await provider.GetRequiredService<IChatClient>().GetResponseAsync("secret question");
        return kept.Activities.Single(activity => activity.GetTagItem("accelerated.source") is "chat:ScriptedClient");
    }

    private sealed class Kept : BaseProcessor<Activity>
    {
        public ConcurrentQueue<Activity> Activities { get; } = [];

        public override void OnEnd(Activity data) => Activities.Enqueue(data);
    }
}
