using Accelerated.Metrics;
using Microsoft.Extensions.Logging;

namespace Accelerated.Inference.LLamaSharp;

/// <summary>How a GGUF model is loaded and how much of the machine it may take.</summary>
public sealed record LLamaSharpOptions
{
    /// <summary>
    /// The most answers that can be drawn at once: llama.cpp ends the process above 256 sequences, and the prompt takes one.
    /// </summary>
    internal const int LargestBatch = 255;

    /// <summary>The most threads: four times the cores of this process, and at most llama.cpp's 512.</summary>
    internal static int MostThreads => ThreadLimit.Most;

    /// <summary>
    /// Layers to keep on the graphics card; null for all where the native library present serves one and none elsewhere, 0 for none. A
    /// number above 0 is refused where the native library serves no card.
    /// </summary>
    public int? GpuLayers { get; init; }

    /// <summary>The index of the graphics card, from 0.</summary>
    public int Device { get; init; }

    /// <summary>
    /// Threads of the CPU, at most four times the CPUs that this process may use; null for the number that a short measurement finds
    /// fastest when the model is loaded. They wait for each other without sleeping, so more than there are idle CPUs makes every step much
    /// slower.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>The most tokens of a prompt and its answer together; null for the length the model was trained on.</summary>
    public int? ContextLength { get; init; }

    /// <summary>The most answers to one prompt drawn at once, 1 to 255; null for 255. More are drawn as sequences become free.</summary>
    public int? BatchSize { get; init; }

    /// <summary>
    /// The most memory the key/value cache may take, in bytes, by default 2 GiB; fewer answers are drawn at once where it is short.
    /// </summary>
    public long CacheBytes { get; init; } = 2L << 30;

    /// <summary>How numbers are kept in the key/value cache.</summary>
    public CachePrecision Cache { get; init; }

    /// <summary>
    /// Whether each request runs alone and from an empty cache, so that the same seed gives the same candidates to the last bit on the same
    /// machine and native library, whatever else is asked. It costs what mixing callers would gain: nothing where each draws dozens of
    /// answers, much where many callers draw one each from a large model.
    /// </summary>
    public bool Reproducible { get; init; }

    /// <summary>
    /// The most requests that wait for the model, by default 1,024; one more is refused at once, by a <see cref="SourceException"/>.
    /// </summary>
    public int QueueLimit { get; init; } = 1024;

    /// <summary>Receives how the model runs and when callers wait for each other; null for none.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>
    /// When the model's chat template is applied; by default to messages, and to plain texts where the model has a template.
    /// </summary>
    public ChatTemplateUse Chat { get; init; }

    /// <summary>How a prompt is handled that leaves no room for an answer in the context; by default it is refused.</summary>
    public PromptOverflow Overflow { get; init; }

    /// <summary>Checks the options before the model is loaded.</summary>
    /// <exception cref="OptionException">An option is outside its range.</exception>
    internal void Validate()
    {
        var rule = new OptionRule(nameof(LLamaSharpOptions));
        rule.RequireCommon(Threads, ContextLength, BatchSize, CacheBytes, Device, Chat, Overflow);
        rule.Require(GpuLayers is null or >= 0, nameof(GpuLayers), GpuLayers, "at least 0", "Leave it out for all layers.");
        rule.Require(
            BatchSize is null or <= LargestBatch,
            nameof(BatchSize),
            BatchSize,
            $"1 to {LargestBatch}",
            "More answers are drawn in turn whatever it is.");
        rule.Require(QueueLimit >= 1, nameof(QueueLimit), QueueLimit, "at least 1", "Leave it out for 1,024.");
        rule.Require(Enum.IsDefined(Cache), nameof(Cache), Cache, "Half or Exact", "Leave it out for Half.");
    }
}
