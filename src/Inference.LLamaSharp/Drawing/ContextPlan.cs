namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>
/// The size of a llama.cpp context, settled before it is made: cells cannot be added, and running out of them ends all that is under way.
/// </summary>
/// <param name="Cells">Tokens the key/value cache holds, those of all sequences together; a prompt's are shared by its answers.</param>
/// <param name="Sequences">Sequences alive at once, the prompts' included; at most 256.</param>
/// <param name="Batch">Tokens one call evaluates; no fewer than <paramref name="Sequences"/>, so that a step is one call.</param>
internal readonly record struct ContextPlan(int Cells, int Sequences, int Batch)
{
    /// <summary>
    /// Sequences that are left to requests that have none yet, so that who comes later need not wait for those that came before.
    /// </summary>
    public const int Newcomers = 15;

    private const int MostSequences = 256;
    private const int Margin = 16;
    private const int Grain = 256;
    private const int LargestBatch = 512;

    /// <summary>The context for requests.</summary>
    /// <param name="needs">
    /// Prompt, branches and tokens of the longest branch of each. The first has one branch's room, and as much more as the limits allow;
    /// the others what is left.
    /// </param>
    /// <param name="limits">What the model and the machine allow.</param>
    /// <exception cref="PromptException">One answer of the first does not fit the cache.</exception>
    public static ContextPlan Of(IEnumerable<(int Prompt, int Branches, int Longest)> needs, ContextLimits limits)
    {
        var (cells, sequences) = ((long)Margin, 0);
        foreach (var (prompt, branches, longest) in needs)
        {
            var free = limits.Cells - cells - prompt;
            var slots = (int)Math.Min(Math.Min(branches, limits.Parallel), Math.Min(free / longest, MostSequences - sequences - 1));
            if (slots < 1)
            {
                if (sequences == 0)
                {
                    throw new PromptException(
                        $"The cache holds {limits.Cells} tokens; this prompt and one answer need {(long)prompt + longest + Margin}. " +
                        "Raise LLamaSharpOptions.CacheBytes or lower the tokens to draw.");
                }

                break;
            }

            cells += prompt + (long)slots * longest;
            sequences += slots + 1;
        }

        return Sized(cells, sequences);
    }

    /// <summary>The same with room for requests that come while these run, as far as the limits allow.</summary>
    public ContextPlan WithRoom(ContextLimits limits) =>
        Cells + (long)Math.Max(Grain, Cells / 8) <= limits.Cells
            ? Sized(Cells + (long)Math.Max(Grain, Cells / 8), Math.Min(MostSequences, Sequences + Newcomers + 1))
            : this;

    /// <summary>Sequences of this context that are left to newcomers while it runs what <paramref name="need"/> was planned for.</summary>
    public int NewcomersBeside(ContextPlan need) =>
        Sequences == MostSequences ? Newcomers : Math.Clamp(Sequences - need.Sequences, 0, Newcomers);

    /// <summary>Whether a context of this size also serves <paramref name="other"/>.</summary>
    public bool Covers(ContextPlan other) => Cells >= other.Cells && Sequences >= other.Sequences && Batch >= other.Batch;

    /// <summary>The smallest plan that covers both, so that a context that is replaced does not shrink in any direction.</summary>
    public ContextPlan Join(ContextPlan other, ContextLimits limits)
    {
        var joined = Sized(Math.Max(Cells, other.Cells), Math.Max(Sequences, other.Sequences));
        return joined.Cells <= Math.Max(limits.Cells, Math.Max(Cells, other.Cells)) ? joined : this;
    }

    /// <summary>Twice the size, as far as the limits allow.</summary>
    public ContextPlan Doubled(ContextLimits limits) =>
        Sized(Math.Max(Cells, Math.Min(2L * Cells, limits.Cells)), Math.Min(MostSequences, 2 * Sequences));

    private static ContextPlan Sized(long cells, int sequences) =>
        new((int)((Math.Min(cells, int.MaxValue - Grain) + Grain - 1) / Grain * Grain), sequences, Math.Max(LargestBatch, sequences));
}
