using Accelerated.Metrics;
using Microsoft.ML.Tokenizers;

namespace Accelerated.Inference.OnnxRuntime;

/// <summary>Which ONNX decoder model is used, and with how much of the machine.</summary>
/// <remarks>
/// <para>
/// Options that are not set are read from files as Hugging Face writes them: named after the model (<c>NAME.config.json</c>), of their
/// usual name beside it, or in the folder above. <c>config.json</c> (and its <c>text_config</c>), <c>generation_config.json</c> and
/// <c>genai_config.json</c> give the context length, the end tokens, names and shapes, and optionally the <c>sha256</c> of the model file;
/// search options in them are not used.
/// </para>
/// <para>
/// The tokenizer is <c>NAME.spm.model</c>, <c>tokenizer.json</c>, <c>tokenizer.model</c>, <c>spiece.model</c>, or <c>vocab.json</c> with
/// <c>merges.txt</c>, the first that is there. <c>tokenizer_config.json</c> (<c>add_bos_token</c>, special tokens, <c>chat_template</c>),
/// <c>special_tokens_map.json</c>, <c>added_tokens.json</c>, <c>chat_template.jinja</c> and <c>chat_template.json</c> add to it. How words
/// are cut in <c>vocab.json</c> is read from <c>tokenizer_class</c>, else from <c>model_type</c>; without both, 151,643 entries or more are
/// taken for Qwen's and fewer for GPT-2's.
/// </para>
/// </remarks>
public sealed record OnnxOptions
{
    /// <summary>The tokenizer: tokenizer.json, vocab.json or a SentencePiece model; null for the one beside the model.</summary>
    public string? TokenizerPath { get; init; }

    /// <summary>
    /// A tokenizer of the caller's; it adds no start token by itself and reads no special tokens from a text. Null for the one of
    /// <see cref="TokenizerPath"/>.
    /// </summary>
    public Tokenizer? Tokenizer { get; init; }

    /// <summary>The most tokens of a prompt and its answer together; null for the value of the model's configuration.</summary>
    public int? ContextLength { get; init; }

    /// <summary>
    /// Candidates decoded in one batch, 1 or more; null shares those of a prompt out among the workers, 32 each at most, which ends a
    /// single prompt soonest. Larger batches merge more beginnings: with as many prompts at once as there are workers, more is done in all.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>
    /// Threads of the CPU in all, 1 or more; null for all cores. They are shared out as <see cref="Workers"/> and
    /// <see cref="ThreadsPerWorker"/>, where those are not set.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Batches decoded at the same time; null for one a thread where the model is small, one in all where it is large or a card computes
    /// it. DirectML takes no more than one.
    /// </summary>
    public int? Workers { get; init; }

    /// <summary>Threads of each batch; null for 1 where the model is small, all cores where it is large.</summary>
    public int? ThreadsPerWorker { get; init; }

    /// <summary>
    /// The most memory for the key/value caches of one worker, in bytes; batches are made smaller to fit. 2 GiB by default.
    /// </summary>
    public long CacheBytes { get; init; } = 2L << 30;

    /// <summary>
    /// What computes the model; the CPU by default. This library references no native code: an application references
    /// Microsoft.ML.OnnxRuntime, which computes on the CPU only, or the package of another provider. The cache stays in the CPU's memory
    /// and is copied in every step, so answers are the same, and a small model gains nothing.
    /// </summary>
    public OnnxProvider Provider { get; init; }

    /// <summary>The index of the provider's device, from 0; not for <see cref="OnnxProvider.Cpu"/>.</summary>
    public int Device { get; init; }

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
        var rule = new OptionRule(nameof(OnnxOptions));
        rule.RequireCommon(Threads, ContextLength, BatchSize, CacheBytes, Device, Chat, Overflow);
        rule.RequireThreads(Workers, nameof(Workers));
        rule.RequireThreads(ThreadsPerWorker, nameof(ThreadsPerWorker));
        rule.Require(Enum.IsDefined(Provider), nameof(Provider), Provider, "Cpu, Cuda or DirectMl", "Leave it out for Cpu.");
        rule.Require(
            Provider != OnnxProvider.DirectMl || Workers is null or 1,
            nameof(Workers),
            Workers,
            "1 by DirectML, which computes one batch at a time",
            "Leave it out.");
    }
}
