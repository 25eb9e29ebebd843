using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;

namespace Accelerated.Cli.Drawing;

/// <summary>Opens the model that a command names.</summary>
internal static class ModelFile
{
    /// <summary>The small model beside the tool.</summary>
    public static string Default => Path.Combine(AppContext.BaseDirectory, "models", "reviews-tiny.onnx");

    /// <summary>A model by its file's ending.</summary>
    /// <returns>What draws and what scores: the same object, to be disposed once.</returns>
    /// <exception cref="OptionException">The ending is of no known format.</exception>
    /// <exception cref="ModelException">The file cannot be used.</exception>
    public static async Task<(ICandidateSource Source, IContinuationScorer Scorer)> OpenAsync(string? path, CancellationToken cancellation)
    {
        path ??= Default;
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".onnx":
                var onnx = new OnnxCandidateSource(new OnnxModelOptions(path));
                return (onnx, onnx);
            case ".gguf":
                var gguf = await LLamaSharpSource.OpenAsync(path, cancellation: cancellation).ConfigureAwait(false);
                return (gguf, gguf);
            default:
                throw new OptionException("model", $"'{path}' is no model that the tool can draw from; it takes files that end in .onnx or .gguf.");
        }
    }
}
