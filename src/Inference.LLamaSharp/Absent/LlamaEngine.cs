using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Gguf;

namespace Accelerated.Inference.LLamaSharp.Engine;

/// <summary>Stands where the engine would, in a build that no package source gave LLamaSharp to.</summary>
internal static class LlamaEngine
{
    /// <summary>Whether the engine is in this build.</summary>
    public static bool IsIncluded => false;

    /// <summary>Says what is missing.</summary>
    public static Task<ILlamaModel> LoadAsync(string path, GgufHeader header, LLamaSharpOptions options, CancellationToken cancellation) =>
        throw new ModelException(
            $"Model '{path}' needs the package LLamaSharp {PackageVersion.Text}, which no package source had when this program was built, so GGUF models are left out of it. " +
            "Build again where one has it, or use the model in ONNX form.",
            path);
}
