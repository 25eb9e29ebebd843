namespace Accelerated.Inference.OnnxRuntime;

/// <summary>What computes an ONNX model.</summary>
public enum OnnxProvider
{
    /// <summary>The CPU; part of every package of ONNX Runtime.</summary>
    Cpu,

    /// <summary>An NVIDIA card by CUDA; the application references Microsoft.ML.OnnxRuntime.Gpu.</summary>
    Cuda,

    /// <summary>A card by DirectX 12, on Windows; the application references Microsoft.ML.OnnxRuntime.DirectML.</summary>
    DirectMl,
}
