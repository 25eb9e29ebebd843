namespace Accelerated.Inference.OnnxRuntime.Decoding;

/// <summary>A prompt after its one evaluation: its cache and the logits that follow it. Read by several batches at once.</summary>
internal sealed class EvaluatedPrompt(float[] logits, NativeBuffer cache, int length) : IDisposable
{
    public float[] Logits => logits;

    public int Length => length;

    public NativeBuffer Cache => cache;

    public void Dispose() => cache.Dispose();
}
