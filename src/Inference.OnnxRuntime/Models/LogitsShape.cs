using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>How a decoder gives its logits.</summary>
/// <param name="Name">The output.</param>
/// <param name="Type">Their type.</param>
/// <param name="Rank">3 for [rows, tokens, vocabulary], 2 for [rows, vocabulary].</param>
/// <param name="OnlyLast">Whether it gives those of the last token alone.</param>
internal sealed record LogitsShape(string Name, TensorElementType Type, int Rank, bool OnlyLast);
