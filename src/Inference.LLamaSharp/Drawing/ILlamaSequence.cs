namespace Accelerated.Inference.LLamaSharp.Drawing;

/// <summary>A sequence of tokens in a context. Disposing it gives its cells back, at once.</summary>
internal interface ILlamaSequence : IDisposable
{
    /// <summary>A copy that shares the cells so far.</summary>
    ILlamaSequence Fork();

    /// <summary>Adds tokens, to be evaluated with those of the other sequences.</summary>
    void Append(ReadOnlySpan<int> tokens);

    /// <summary>The logits of the next token after the last one evaluated; valid until the next evaluation.</summary>
    ReadOnlySpan<float> Logits { get; }
}
