using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>A tensor of a decoder's key/value cache: keys or values of one layer.</summary>
/// <param name="Past">The input that takes it.</param>
/// <param name="Present">The output that gives it back, longer.</param>
/// <param name="Heads">Key/value heads.</param>
/// <param name="HeadSize">Numbers a head.</param>
/// <param name="Element">Their type.</param>
/// <param name="TokensFirst">Whether it is [rows, tokens, heads, head size]; else [rows, heads, tokens, head size].</param>
internal sealed record CacheTensor(string Past, string Present, int Heads, int HeadSize, TensorElementType Element, bool TokensFirst)
{
    /// <summary>Bytes that one token takes in one row.</summary>
    public long TokenBytes => (long)Heads * HeadSize * ElementBytes.Of(Element);

    /// <summary>Its shape.</summary>
    public long[] Shape(long rows, long tokens) => TokensFirst ? [rows, tokens, Heads, HeadSize] : [rows, Heads, tokens, HeadSize];
}
