using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;

namespace Accelerated.Cli.Drawing;

/// <summary>The model that a command names.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Gguf">How it is loaded where it is a GGUF model.</param>
/// <param name="Onnx">How it is loaded where it is an ONNX model.</param>
internal sealed record ModelFile(string Path, LLamaSharpOptions Gguf, OnnxModelOptions Onnx)
{
    // Several prompts are under way at a time, so each is kept together.
    private const int WholePrompt = 64;

    /// <summary>The small model beside the tool.</summary>
    public static string Default => System.IO.Path.Combine(AppContext.BaseDirectory, "models", "reviews-chat-f32.gguf");

    /// <summary>Whether the file's ending is that of GGUF models.</summary>
    public bool IsGguf => Ending == ".gguf";

    private string Ending => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    /// <summary>Opens the model by its file's ending.</summary>
    /// <exception cref="OptionException">The ending is of no known format.</exception>
    /// <exception cref="ModelException">The file cannot be used.</exception>
    public async Task<OpenedModel> OpenAsync(CancellationToken cancellation)
    {
        switch (Ending)
        {
            case ".onnx":
                var onnx = new OnnxCandidateSource(Onnx with { BatchSize = WholePrompt });
                return new OpenedModel(onnx, onnx);
            case ".gguf":
                var gguf = await LLamaSharpSource.OpenAsync(Path, Gguf, cancellation).ConfigureAwait(false);
                return new OpenedModel(gguf, gguf);
            default:
                throw new OptionException("model", $"'{Path}' is no model that the tool can draw from; it takes files that end in .gguf or .onnx.");
        }
    }
}
