using Accelerated.Inference.LLamaSharp.Drawing;
using Accelerated.Inference.LLamaSharp.Gguf;
using LLama;
using LLama.Common;
using LLama.Exceptions;
using LLama.Native;

namespace Accelerated.Inference.LLamaSharp.Engine;

/// <summary>Loads models with LLamaSharp.</summary>
internal static class LlamaEngine
{
    /// <summary>Loads the weights.</summary>
    /// <exception cref="ModelException">
    /// No native library, or one that does not match; a model it cannot load or that cannot draw text.
    /// </exception>
    public static async Task<ILlamaModel> LoadAsync(
        string path, GgufHeader header, LLamaSharpOptions options, CancellationToken cancellationToken)
    {
        NativeLlama.Load(path);
        if (options.GpuLayers > 0 && !NativeApi.llama_supports_gpu_offload())
        {
            throw new ModelException(
                $"GpuLayers is {options.GpuLayers}, but the native library present computes on the CPU only. " +
                $"Reference LLamaSharp.Backend.Cuda12, Cuda13 or Vulkan {PackageVersion.Text}, or leave GpuLayers out.",
                path);
        }

        LLamaWeights weights;
        try
        {
            weights = await LLamaWeights.LoadFromFileAsync(Parameters(path, options), cancellationToken).ConfigureAwait(false);
        }
        catch (LoadWeightsFailedException exception)
        {
            throw new ModelException(
                $"Model '{path}' ({header.Architecture}) was not loaded: {LlamaLog.LastErrors ?? exception.Message}. Check the file, the " +
                "free memory, and that its architecture is known to llama.cpp.",
                path,
                exception);
        }

        if (Unsuitable(weights.NativeHandle) is { } kind)
        {
            weights.Dispose();
            throw new ModelException(
                $"Model '{path}' ({header.Architecture}) is {kind}; only decoder models with a key/value cache are drawn from. Use " +
                "another model.",
                path);
        }

        var onCpu = NativeLlama.Device == "CPU";
        var exact = options.Cache == CachePrecision.Exact;
        var cacheType = exact ? GGMLType.GGML_TYPE_F32 : GGMLType.GGML_TYPE_F16;
        var threads = options.Threads ?? ThreadMeasurement.Fastest(weights, Parameters(path, options));
        return new LlamaModel(weights, header, threads, plan => Parameters(path, options) with
        {
            Threads = threads,
            BatchThreads = threads,
            ContextSize = (uint)plan.Cells,
            SeqMax = (uint)plan.Sequences,
            BatchSize = (uint)plan.Batch,
            TypeK = cacheType,
            TypeV = cacheType,
            // It rounds to 16 bits whatever the cache has, and on the CPU sums in 16 bits in the order of the cells, so that candidates
            // would depend on what is drawn beside them.
            FlashAttention = onCpu || exact ? false : null,
            // KVUnified stays unset: forks share cells only in a unified cache.
        });
    }

    private static ModelParams Parameters(string path, LLamaSharpOptions options) => new(path)
    {
        GpuLayerCount = options.GpuLayers ?? -1,
        MainGpu = options.Device,
    };

    private static string? Unsuitable(SafeLlamaModelHandle model) =>
        model.HasEncoder ? "an encoder-decoder model"
        : !model.HasDecoder ? "an encoder"
        : model.IsRecurrent ? "a recurrent model"
        : model.IsDiffusion ? "a diffusion model"
        : null;
}
