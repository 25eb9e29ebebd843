namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>
/// The size of a llama.cpp context, settled before it is made: when cells run out in the middle, the executor cannot be used any further.
/// </summary>
/// <param name="Cells">Tokens the key/value cache holds, those of all sequences together; the prompt's are shared.</param>
/// <param name="Sequences">Sequences alive at once, the prompt's included; at most 256.</param>
/// <param name="Batch">Tokens one call evaluates; no fewer than <paramref name="Sequences"/>, so that a step is one call.</param>
internal readonly record struct ContextPlan(int Cells, int Sequences, int Batch)
{
    private const int Margin = 16;
    private const int Grain = 256;
    private const int LargestBatch = 512;

    /// <summary>Sequences beside the prompt's.</summary>
    public int Parallel => Sequences - 1;

    /// <summary>The context that draws answers.</summary>
    /// <param name="prompt">Tokens of the prompt, at least 1.</param>
    /// <param name="count">Answers asked for.</param>
    /// <param name="longest">Tokens of the longest answer.</param>
    /// <param name="limits">What the model and the machine allow.</param>
    /// <exception cref="PromptException">One answer does not fit the cache.</exception>
    public static ContextPlan Of(int prompt, int count, int longest, ContextLimits limits)
    {
        var free = limits.Cells - prompt - Margin;
        var parallel = (int)Math.Min(Math.Min(count, limits.Parallel), free / longest);
        if (parallel < 1)
        {
            throw new PromptException(FormattableString.Invariant(
                $"The cache holds {limits.Cells} tokens; this prompt and one answer need {(long)prompt + longest + Margin}. Raise LLamaSharpOptions.CacheBytes or lower the tokens to draw."));
        }

        var cells = Math.Min((long)prompt + (long)parallel * longest + Margin, int.MaxValue - Grain);
        return new ContextPlan((int)((cells + Grain - 1) / Grain * Grain), parallel + 1, Math.Max(LargestBatch, parallel + 1));
    }

    /// <summary>Whether a context of this size also serves <paramref name="other"/>.</summary>
    public bool Covers(ContextPlan other) => Cells >= other.Cells && Sequences >= other.Sequences && Batch >= other.Batch;

    /// <summary>The smallest plan that covers both, so that a context that is replaced does not shrink in any direction.</summary>
    public ContextPlan Join(ContextPlan other, ContextLimits limits)
    {
        var joined = new ContextPlan(Math.Max(Cells, other.Cells), Math.Max(Sequences, other.Sequences), Math.Max(Batch, other.Batch));
        return joined.Cells <= Math.Max(limits.Cells, other.Cells) ? joined : other;
    }
}
