using System.Globalization;

namespace Accelerated.Inference.LLamaSharp;

/// <summary>How a GGUF model is loaded and how much of the machine it may take.</summary>
/// <remarks>Make it by <c>new LLamaSharpOptions { ... }</c>; <c>default</c> has no cache and is refused.</remarks>
public readonly record struct LLamaSharpOptions
{
    /// <summary>The most answers that can be drawn at once: llama.cpp ends the process above 256 sequences, and the prompt takes one.</summary>
    public const int LargestParallel = 255;

    /// <summary>The most threads that can be asked for: four times the processors that this process may use, and never more than llama.cpp's 512.</summary>
    public static int MostThreads => ThreadLimit.Most;

    /// <summary>Creates the default options.</summary>
    public LLamaSharpOptions()
    {
    }

    /// <summary>
    /// Layers to keep on the graphics card; null for all where the native library present serves one and none elsewhere, 0 for none. A number
    /// above 0 is refused where the native library serves no card.
    /// </summary>
    public int? GpuLayers { get; init; }

    /// <summary>The graphics card's number, from 0.</summary>
    public int Gpu { get; init; }

    /// <summary>
    /// Processor threads, at most <see cref="MostThreads"/>; null for the number that a short measurement finds fastest when the model is loaded.
    /// They wait for each other without sleeping, so more than there are idle processors makes every step much slower.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>The most tokens of a prompt and its answer together; null for the length the model was trained on.</summary>
    public int? ContextLength { get; init; }

    /// <summary>The most answers to one prompt drawn at once, 1..<see cref="LargestParallel"/>; more are drawn as places become free.</summary>
    public int Parallel { get; init; } = LargestParallel;

    /// <summary>The most memory the key/value cache may take, in bytes, by default 2 GiB; fewer answers are drawn at once where it is short.</summary>
    public long CacheBytes { get; init; } = 2L << 30;

    /// <summary>How numbers are kept in the key/value cache.</summary>
    public CachePrecision Cache { get; init; }

    /// <summary>
    /// Whether each request runs alone and from an empty cache, so that the same seed gives the same candidates to the last bit on the same
    /// machine and native library, whatever else is asked. It costs what mixing callers would gain: nothing where each draws dozens of answers,
    /// much where many callers draw one each from a large model.
    /// </summary>
    public bool Reproducible { get; init; }

    /// <summary>The most requests that wait for the model, by default 1,024; one more is refused at once, by a <see cref="SourceException"/>.</summary>
    public int QueueLimit { get; init; } = 1024;

    /// <summary>When the model's chat template is applied.</summary>
    public ChatTemplateUse Chat { get; init; }

    /// <summary>What becomes of prompts that leave no room for an answer.</summary>
    public PromptOverflow Overflow { get; init; }

    /// <summary>Checks the options before the model is loaded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is outside its range.</exception>
    public void Validate()
    {
        Require(GpuLayers is null or >= 0, nameof(GpuLayers), GpuLayers, "at least 0", "Leave it out for all layers");
        Require(Gpu >= 0, nameof(Gpu), Gpu, "at least 0", "Use 0 for the first card");
        Require(Threads is null || (Threads >= 1 && Threads <= MostThreads), nameof(Threads), Threads, $"in 1..{MostThreads} on this machine", "Leave it out for what is measured fastest");
        Require(ContextLength is null or >= 2, nameof(ContextLength), ContextLength, "at least 2", "Leave it out for the model's own");
        Require(Parallel is >= 1 and <= LargestParallel, nameof(Parallel), Parallel, $"in 1..{LargestParallel}", "More answers are drawn in turn whatever it is");
        Require(CacheBytes >= 1, nameof(CacheBytes), CacheBytes, "at least 1", "Start from new LLamaSharpOptions(), which has 2 GiB");
        Require(QueueLimit >= 1, nameof(QueueLimit), QueueLimit, "at least 1", "Start from new LLamaSharpOptions(), which has 1,024");
        Require(Enum.IsDefined(Cache), nameof(Cache), Cache, "Half or Exact", "Leave it out for Half");
        Require(Enum.IsDefined(Chat), nameof(Chat), Chat, "Auto, Always or Never", "Leave it out for Auto");
        Require(Enum.IsDefined(Overflow), nameof(Overflow), Overflow, "Refuse or TruncateLeft", "Leave it out for Refuse");
    }

    private static void Require(bool holds, string name, object? value, string rule, string wayOut)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {rule}. {wayOut}."));
        }
    }
}
