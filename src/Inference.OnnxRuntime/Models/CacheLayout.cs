using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference;

/// <summary>The shape of a decoder's key/value cache: for each tensor [rows, heads, tokens, head size].</summary>
/// <param name="Tensors">Two a layer.</param>
/// <param name="Heads">Key/value heads.</param>
/// <param name="HeadSize">Numbers a head.</param>
/// <param name="Element">Their type.</param>
internal sealed record CacheLayout(int Tensors, int Heads, int HeadSize, TensorElementType Element)
{
    public int ElementSize => Element == TensorElementType.Float16 ? 2 : 4;

    /// <summary>Bytes that one token takes in one tensor.</summary>
    public long TokenBytes => (long)Heads * HeadSize * ElementSize;

    /// <summary>Bytes of rows in all tensors, before and after a step.</summary>
    public long WorkingBytes(int tokens) => 2 * Tensors * tokens * TokenBytes;
}
