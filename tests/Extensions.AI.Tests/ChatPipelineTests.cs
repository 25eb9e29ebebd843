using Accelerated.Inference.Chat;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Accelerated.Extensions.AI.Tests;

public sealed class ChatPipelineTests
{
    [Test]
    public async Task A_pipeline_answers_by_a_registered_profile()
    {
        var services = new ServiceCollection();
        services.AddMetricAware("titles", profile => (profile.Metric, profile.Candidates) = ("rouge-l", 3));
        services.AddChatClient(new ScriptedClient("a b", "a b c", "d")).UseMetricAware("titles");
        await using var provider = services.BuildServiceProvider();

        var response = await provider.GetRequiredService<IChatClient>().GetResponseAsync("?");
        Assert.That(response.Text, Is.EqualTo("a b"));
        var selection = ChatSelection.Of(response)!;
        Assert.That((selection.Drawn, selection.Metric), Is.EqualTo((3, "rouge-l")));
    }

    [Test]
    public async Task A_pipeline_is_configured_in_place()
    {
        using var client = new ScriptedClient("1", "2", "9").AsBuilder()
            .UseMetricAware(profile => (profile.Metric, profile.Rule, profile.Candidates) = ("squared-error", "bayes", 3))
            .Build();
        Assert.That((await client.GetResponseAsync("?")).Text, Is.EqualTo("4"));
    }

    [Test]
    public void Wrong_values_in_place_are_reported_together() => Assert.That(
        () => new ScriptedClient("1").AsBuilder().UseMetricAware(profile => (profile.Metric, profile.Candidates) = ("best", 0)),
        Throws.TypeOf<OptionsValidationException>().With.Message.Contains("MetricAwareProfile.Metric: ")
            .And.Message.Contains("for MetricAwareProfile.Candidates: expected at least 1."));

    [Test]
    public void An_unknown_profile_is_named_with_the_way_out()
    {
        using var provider = new ServiceCollection().BuildServiceProvider();
        Assert.That(
            () => new ScriptedClient("1").AsBuilder().UseMetricAware("titles").Build(provider),
            Throws.InvalidOperationException.With.Message.StartsWith("There is no profile 'titles'. Register it: services.AddMetric"));
    }
}
