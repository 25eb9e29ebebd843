using Microsoft.ML.OnnxRuntime.Tensors;

namespace Accelerated.Inference.OnnxRuntime.Models;

/// <summary>An input of a decoder beside its cache.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Int64 or Int32, or Bool.</param>
/// <param name="Rank">Number of its dimensions.</param>
internal sealed record TokenInput(string Name, TensorElementType Type, int Rank);
