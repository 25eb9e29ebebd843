namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>Options outside their range.</summary>
public sealed class OptionsTests
{
    private static readonly TestCaseData[] Wrong =
    [
        new(new LLamaSharpOptions { GpuLayers = -1 }, "GpuLayers is -1; it must be at least 0. Leave it out for all layers."),
        new(new LLamaSharpOptions { Gpu = -1 }, "Gpu is -1; it must be at least 0. Use 0 for the first card."),
        new(new LLamaSharpOptions { Threads = 0 }, $"Threads is 0; it must be in 1..{LLamaSharpOptions.MostThreads} on this machine. Leave it out for what is measured fastest."),
        new(new LLamaSharpOptions { Threads = 100_000 }, $"Threads is 100000; it must be in 1..{LLamaSharpOptions.MostThreads} on this machine. Leave it out for what is measured fastest."),
        new(new LLamaSharpOptions { ContextLength = 1 }, "ContextLength is 1; it must be at least 2. Leave it out for the model's own."),
        new(new LLamaSharpOptions { Parallel = 256 }, "Parallel is 256; it must be in 1..255. More answers are drawn in turn whatever it is."),
        new(default(LLamaSharpOptions), "Parallel is 0; it must be in 1..255. More answers are drawn in turn whatever it is."),
        new(new LLamaSharpOptions { CacheBytes = 0 }, "CacheBytes is 0; it must be at least 1. Start from new LLamaSharpOptions(), which has 2 GiB."),
        new(new LLamaSharpOptions { Cache = (CachePrecision)8 }, "Cache is 8; it must be Half or Exact. Leave it out for Half."),
        new(new LLamaSharpOptions { Chat = (ChatTemplateUse)8 }, "Chat is 8; it must be Auto, Always or Never. Leave it out for Auto."),
        new(new LLamaSharpOptions { Overflow = (PromptOverflow)8 }, "Overflow is 8; it must be Refuse or TruncateLeft. Leave it out for Refuse."),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void An_option_outside_its_range_is_refused_before_the_model_is_read(LLamaSharpOptions options, string message)
    {
        Assert.That(async () => await LLamaSharpSource.OpenAsync("none.gguf", options), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith(message));
    }
}
