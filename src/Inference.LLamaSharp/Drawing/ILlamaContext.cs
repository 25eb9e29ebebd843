namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>
/// Sequences, known by numbers from 0, that are evaluated together and share the cells of common beginnings. One thread at a time.
/// </summary>
internal interface ILlamaContext : IDisposable
{
    /// <summary>Its size.</summary>
    ContextPlan Plan { get; }

    /// <summary>Logits a token.</summary>
    int Vocabulary { get; }

    /// <summary>Lets an empty sequence begin with all that another has; the cells are shared.</summary>
    void Fork(int from, int to);

    /// <summary>Empties a sequence; cells that no other shares are free.</summary>
    void Remove(int sequence);

    /// <summary>Evaluates tokens. Where it throws, the context cannot be used any further.</summary>
    /// <param name="batch">At least one token, at most as many as the plan's batch.</param>
    /// <param name="interrupt">Interrupts the computation.</param>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    /// <exception cref="LlamaException">llama.cpp failed.</exception>
    void Evaluate(StepBatch batch, CancellationToken interrupt);

    /// <summary>
    /// The logits after a token of the last batch that wanted them; until the next evaluation, and by several threads at once.
    /// </summary>
    ReadOnlySpan<float> Logits(int row);
}
