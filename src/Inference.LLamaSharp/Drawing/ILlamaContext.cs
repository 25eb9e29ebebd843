namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>Sequences that are evaluated together and share the cells of common beginnings. One thread at a time.</summary>
internal interface ILlamaContext : IDisposable
{
    /// <summary>Its size.</summary>
    ContextPlan Plan { get; }

    /// <summary>Begins an empty sequence.</summary>
    ILlamaSequence Create();

    /// <summary>Evaluates all tokens appended since the last call. Where it throws, the context cannot be used any further.</summary>
    /// <param name="cancellation">Interrupts the computation.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="LlamaException">llama.cpp failed.</exception>
    Task EvaluateAsync(CancellationToken cancellation);
}
