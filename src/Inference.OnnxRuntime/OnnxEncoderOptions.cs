using Accelerated.Metrics;

namespace Accelerated.Inference.OnnxRuntime;

/// <summary>How an encoder, which reads whole texts or pairs of them, is loaded and run.</summary>
public sealed record OnnxEncoderOptions
{
    /// <summary>The tokenizer: tokenizer.json, vocab.json or a SentencePiece model; null for the one beside the model.</summary>
    public string? TokenizerPath { get; init; }

    /// <summary>
    /// The most tokens of a text or pair, special ones included, at least 8; longer ones are cut at their ends, and counted.
    /// </summary>
    public int MaxTokens { get; init; } = 512;

    /// <summary>
    /// The output that is read; null for the usual one: <c>sentence_embedding</c> or <c>last_hidden_state</c> of a sentence encoder,
    /// <c>logits</c> or <c>score</c> of a pair scorer, else the first.
    /// </summary>
    public string? Output { get; init; }

    /// <summary>How the vectors of a text's tokens become one, where the model gives one a token.</summary>
    public EncoderPooling Pooling { get; init; }

    /// <summary>Threads of the CPU, 1 or more; null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>What computes the model; the CPU by default.</summary>
    public OnnxProvider Provider { get; init; }

    /// <summary>The index of the provider's device, from 0.</summary>
    public int Device { get; init; }

    /// <exception cref="OptionException">An option is outside its range.</exception>
    internal void Validate()
    {
        var rule = new OptionRule(nameof(OnnxEncoderOptions));
        rule.Require(MaxTokens >= 8, nameof(MaxTokens), MaxTokens, "at least 8", "Leave it out for 512.");
        rule.Require(Enum.IsDefined(Pooling), nameof(Pooling), Pooling, "Mean or First", "Leave it out for Mean.");
        rule.RequireThreads(Threads, nameof(Threads));
        rule.Require(Enum.IsDefined(Provider), nameof(Provider), Provider, "Cpu, Cuda or DirectMl", "Leave it out for Cpu.");
        rule.Require(Device >= 0, nameof(Device), Device, "at least 0", "Use 0 for the first device.");
    }
}
