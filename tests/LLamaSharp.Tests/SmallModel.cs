namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>The small GGUF model, or the reason why it cannot be used on this machine.</summary>
internal static class SmallModel
{
    /// <summary>On the processor, and with the cache in 32 bits whatever native library is present: what the tolerances of the tests are for.</summary>
    public static LLamaSharpOptions Exact => new() { Threads = 1, GpuLayers = 0, CacheBits = 32 };

    public static string ModelPath => Path.Combine(AppContext.BaseDirectory, "reviews-tiny-f32.gguf");

    /// <summary>Opens it, or skips the test visibly.</summary>
    public static async Task<LLamaSharpSource> OpenAsync(LLamaSharpOptions? options = null)
    {
        if (!LLamaSharpSource.IsIncluded)
        {
            Assert.Ignore("GGUF models are left out of this build: no package source had LLamaSharp.");
        }

        try
        {
            return await LLamaSharpSource.OpenAsync(ModelPath, options ?? Exact);
        }
        catch (ModelException exception) when (exception.Message.Contains("none was found for this machine"))
        {
            Assert.Ignore(exception.Message);
            throw;
        }
    }
}
