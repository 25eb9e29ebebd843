namespace Accelerated.Inference.LLamaSharp.Tests;

/// <summary>The small GGUF model.</summary>
internal static class SmallModel
{
    /// <summary>On the CPU, and with an exact cache: what the tolerances of the tests are for.</summary>
    public static LLamaSharpOptions Exact => new() { Threads = 1, GpuLayers = 0, Cache = CachePrecision.Exact };

    public static string ModelPath => Path.Combine(AppContext.BaseDirectory, "reviews-tiny-f32.gguf");

    /// <summary>Opens it.</summary>
    public static Task<LLamaSharpCandidateSource> OpenAsync(LLamaSharpOptions? options = null) =>
        LLamaSharpCandidateSource.OpenAsync(ModelPath, options ?? Exact);
}
