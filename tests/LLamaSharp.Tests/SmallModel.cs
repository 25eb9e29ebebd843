namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>The small GGUF model, or the reason why it cannot be used on this machine.</summary>
internal static class SmallModel
{
    public static string ModelPath => Path.Combine(AppContext.BaseDirectory, "reviews-tiny-f16.gguf");

    /// <summary>Opens it, or skips the test visibly.</summary>
    public static async Task<LLamaSharpSource> OpenAsync(LLamaSharpOptions? options = null)
    {
        if (!LLamaSharpSource.IsIncluded)
        {
            Assert.Ignore("GGUF models are left out of this build: no package source had LLamaSharp.");
        }

        try
        {
            return await LLamaSharpSource.OpenAsync(ModelPath, options ?? new LLamaSharpOptions { Threads = 1 });
        }
        catch (ModelException exception) when (exception.Message.Contains("none was found for this machine"))
        {
            Assert.Ignore(exception.Message);
            throw;
        }
    }
}
