using Accelerated.Inference.LLamaSharp.Gguf;

namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>What bounds a context.</summary>
/// <param name="Length">Tokens of one prompt and answer together.</param>
/// <param name="Cells">Tokens the memory set aside for the key/value cache holds.</param>
/// <param name="Parallel">Answers drawn at once.</param>
/// <param name="Alone">Whether each request runs alone, so that its logits depend on nothing else.</param>
internal readonly record struct ContextLimits(int Length, long Cells, int Parallel, bool Alone = false)
{
    /// <summary>The limits of a model under a caller's options.</summary>
    public static ContextLimits Of(GgufHeader header, LLamaSharpOptions options) =>
        new(
            options.ContextLength ?? header.ContextLength,
            options.CacheBytes / (header.CacheNumbersPerToken * (options.Cache == CachePrecision.Exact ? 4 : 2)),
            options.BatchSize ?? LLamaSharpOptions.LargestBatch,
            options.Reproducible);
}
