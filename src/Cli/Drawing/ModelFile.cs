using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;

namespace Accelerated.Cli.Drawing;

/// <summary>The model that a command names.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Gguf">How it is loaded where it is a GGUF model.</param>
internal sealed record ModelFile(string Path, LLamaSharpOptions Gguf)
{
    // Several prompts are under way at a time, so each is kept together.
    private const int WholePrompt = 64;

    /// <summary>The small model beside the tool.</summary>
    public static string Default => System.IO.Path.Combine(AppContext.BaseDirectory, "models", "reviews-tiny.onnx");

    /// <summary>Whether the file's ending is that of GGUF models.</summary>
    public bool IsGguf => Ending == ".gguf";

    private string Ending => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    /// <summary>Opens the model by its file's ending.</summary>
    /// <returns>What draws and what scores: the same object, to be disposed once.</returns>
    /// <exception cref="OptionException">The ending is of no known format.</exception>
    /// <exception cref="ModelException">The file cannot be used.</exception>
    public async Task<(ICandidateSource Source, IContinuationScorer Scorer)> OpenAsync(CancellationToken cancellation)
    {
        switch (Ending)
        {
            case ".onnx":
                var onnx = new OnnxCandidateSource(new OnnxModelOptions(Path) { BatchSize = WholePrompt });
                return (onnx, onnx);
            case ".gguf":
                var gguf = await LLamaSharpSource.OpenAsync(Path, Gguf, cancellation).ConfigureAwait(false);
                return (gguf, gguf);
            default:
                throw new OptionException("model", $"'{Path}' is no model that the tool can draw from; it takes files that end in .onnx or .gguf.");
        }
    }
}
