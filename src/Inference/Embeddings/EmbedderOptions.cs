using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Embeddings;

/// <summary>How a <see cref="CandidateEmbedder"/> asks for embeddings.</summary>
public sealed record EmbedderOptions
{
    /// <summary>Most texts a call, at least 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Most calls at once for one list of problems, at least 1.</summary>
    public int ConcurrentCalls { get; init; } = 1;

    /// <summary>Most texts whose vectors are remembered over problems, at least 0.</summary>
    public int CachedTexts { get; init; } = 1 << 14;

    /// <summary>What is passed on to the generator, such as a model or a number of dimensions; null for its defaults.</summary>
    public EmbeddingGenerationOptions? Generation { get; init; }

    /// <exception cref="Metrics.OptionException">A value is outside its range.</exception>
    internal void Validate()
    {
        var rule = new OptionRule(nameof(EmbedderOptions));
        rule.Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        rule.Require(ConcurrentCalls >= 1, nameof(ConcurrentCalls), ConcurrentCalls, "at least 1");
        rule.Require(CachedTexts >= 0, nameof(CachedTexts), CachedTexts, "at least 0", "Use 0 to remember none.");
    }
}
