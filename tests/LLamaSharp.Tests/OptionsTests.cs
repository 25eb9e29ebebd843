using Accelerated.Metrics;

namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>Options outside their range.</summary>
public sealed class OptionsTests
{
    private static readonly TestCaseData[] Wrong =
    [
        new(
            new LLamaSharpOptions { GpuLayers = -1 },
            "GpuLayers",
            "Invalid value '-1' for LLamaSharpOptions.GpuLayers: expected at least 0. Leave it out for all layers."),
        new(
            new LLamaSharpOptions { Device = -1 },
            "Device",
            "Invalid value '-1' for LLamaSharpOptions.Device: expected at least 0. Use 0 for the first device."),
        new(
            new LLamaSharpOptions { Threads = 0 },
            "Threads",
            $"Invalid value '0' for LLamaSharpOptions.Threads: expected 1 to {LLamaSharpOptions.MostThreads} on this machine. Leave it " +
            "out for what is fastest."),
        new(
            new LLamaSharpOptions { Threads = 100_000 },
            "Threads",
            $"Invalid value '100000' for LLamaSharpOptions.Threads: expected 1 to {LLamaSharpOptions.MostThreads} on this machine. Leave " +
            "it out for what is fastest."),
        new(
            new LLamaSharpOptions { ContextLength = 1 },
            "ContextLength",
            "Invalid value '1' for LLamaSharpOptions.ContextLength: expected at least 2. Leave it out for the model's own."),
        new(
            new LLamaSharpOptions { BatchSize = 256 },
            "BatchSize",
            "Invalid value '256' for LLamaSharpOptions.BatchSize: expected 1 to 255. More answers are drawn in turn whatever it is."),
        new(
            new LLamaSharpOptions { BatchSize = 0 },
            "BatchSize",
            "Invalid value '0' for LLamaSharpOptions.BatchSize: expected at least 1. Leave it out for what fits."),
        new(
            new LLamaSharpOptions { CacheBytes = 0 },
            "CacheBytes",
            "Invalid value '0' for LLamaSharpOptions.CacheBytes: expected at least 1. Leave it out for 2 GiB."),
        new(
            new LLamaSharpOptions { QueueLimit = 0 },
            "QueueLimit",
            "Invalid value '0' for LLamaSharpOptions.QueueLimit: expected at least 1. Leave it out for 1,024."),
        new(
            new LLamaSharpOptions { Cache = (CachePrecision)8 },
            "Cache",
            "Invalid value '8' for LLamaSharpOptions.Cache: expected Half or Exact. Leave it out for Half."),
        new(
            new LLamaSharpOptions { Chat = (ChatTemplateUse)8 },
            "Chat",
            "Invalid value '8' for LLamaSharpOptions.Chat: expected Auto, Always or Never. Leave it out for Auto."),
        new(
            new LLamaSharpOptions { Overflow = (PromptOverflow)8 },
            "Overflow",
            "Invalid value '8' for LLamaSharpOptions.Overflow: expected Refuse or TruncateLeft. Leave it out for Refuse."),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void An_option_outside_its_range_is_refused_before_the_model_is_read(LLamaSharpOptions options, string name, string message) =>
        Assert.That(
        async () => await LLamaSharpCandidateSource.OpenAsync("none.gguf", options),
        Throws.TypeOf<OptionException>().With.Message.EqualTo(message).And.Property("ParamName").EqualTo(name));

    [Test]
    public void The_default_options_are_valid() => Assert.That(new LLamaSharpOptions().Validate, Throws.Nothing);
}
