namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>Options outside their range, and a build without the engine.</summary>
public sealed class OptionsTests
{
    private static readonly TestCaseData[] Wrong =
    [
        new(new LLamaSharpOptions { GpuLayers = -1 }, "GpuLayers is -1; it must be at least 0. Leave it out for all layers."),
        new(new LLamaSharpOptions { Gpu = -1 }, "Gpu is -1; it must be at least 0. Use 0 for the first card."),
        new(new LLamaSharpOptions { Threads = 0 }, "Threads is 0; it must be at least 1. Leave it out for half the processors."),
        new(new LLamaSharpOptions { ContextLength = 1 }, "ContextLength is 1; it must be at least 2. Leave it out for the model's own."),
        new(new LLamaSharpOptions { Parallel = 256 }, "Parallel is 256; it must be in 1..255. More answers are drawn in turn whatever it is."),
        new(default(LLamaSharpOptions), "Parallel is 0; it must be in 1..255. More answers are drawn in turn whatever it is."),
        new(new LLamaSharpOptions { CacheBytes = 0 }, "CacheBytes is 0; it must be at least 1. Start from new LLamaSharpOptions(), which has 2 GiB."),
        new(new LLamaSharpOptions { CacheBits = 8 }, "CacheBits is 8; it must be 16 or 32. Leave it out for what suits the device."),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void An_option_outside_its_range_is_refused_before_the_model_is_read(LLamaSharpOptions options, string message)
    {
        Assert.That(async () => await LLamaSharpSource.OpenAsync("none.gguf", options), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith(message));
    }

    [Test]
    public void A_build_without_the_engine_names_the_package_that_is_missing()
    {
        if (LLamaSharpSource.IsIncluded)
        {
            Assert.Ignore("This build has the engine.");
        }

        Assert.That(
            async () => await LLamaSharpSource.OpenAsync(SmallModel.ModelPath),
            Throws.TypeOf<ModelException>().With.Message.EqualTo(
                $"Model '{SmallModel.ModelPath}' needs the package LLamaSharp 0.28.0, which no package source had when this program was built, so GGUF models are left out of it. " +
                "Build again where one has it, or use the model in ONNX form."));
    }
}
