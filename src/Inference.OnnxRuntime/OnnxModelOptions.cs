namespace Accelerated.Inference;

/// <summary>Which ONNX decoder model is used, and with how much of the machine.</summary>
/// <remarks>
/// What is not set is read beside the model: <c>NAME.config.json</c> or <c>config.json</c> as Hugging Face writes it
/// (<c>max_position_embeddings</c>, <c>bos_token_id</c>, <c>eos_token_id</c>, and optionally <c>sha256</c> of the model file), and the
/// tokenizer from <c>NAME.spm.model</c> or <c>tokenizer.model</c>.
/// </remarks>
public readonly record struct OnnxModelOptions
{
    /// <summary>Creates options for a model.</summary>
    /// <param name="modelPath">The ONNX file.</param>
    public OnnxModelOptions(string modelPath)
    {
        ArgumentNullException.ThrowIfNull(modelPath);
        ModelPath = modelPath;
    }

    /// <summary>The ONNX file, with inputs and outputs named as Hugging Face's decoder exports name them.</summary>
    public string ModelPath { get; init; }

    /// <summary>The SentencePiece tokenizer; null where it lies beside the model.</summary>
    public string? TokenizerPath { get; init; }

    /// <summary>The most tokens a prompt and its answer may have together; null where the configuration beside the model tells.</summary>
    public int? ContextLength { get; init; }

    /// <summary>
    /// Candidates decoded in one batch, 1 or more; null shares those of a prompt out among the workers, 32 each at most, which ends a single
    /// prompt soonest. Larger batches merge more beginnings: with as many prompts at once as there are workers, more is done in all.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>
    /// Threads of the CPU in all, 1 or more; null for all cores. They are shared out as <see cref="Workers"/> and <see cref="ThreadsPerWorker"/>,
    /// where those are not set.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>Batches decoded at the same time; null for one a core where the model is small, one in all where it is large.</summary>
    public int? Workers { get; init; }

    /// <summary>Threads of each batch; null for 1 where the model is small, all cores where it is large.</summary>
    public int? ThreadsPerWorker { get; init; }

    /// <summary>The most memory for the key/value caches of one worker, in bytes; batches are made smaller to fit. 2 GiB by default.</summary>
    public long CacheBytes { get; init; } = 2L << 30;

    /// <summary>When the model's chat template is applied; by default to messages, and to plain texts where the model has a template.</summary>
    public ChatTemplateUse Chat { get; init; }

    /// <summary>What becomes of a prompt that leaves no room for an answer in the context; by default it is refused.</summary>
    public PromptOverflow Overflow { get; init; }
}
