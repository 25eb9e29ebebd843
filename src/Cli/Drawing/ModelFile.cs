using Accelerated.Cli.Output;
using Accelerated.Cli.Services;
using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Inference.OnnxRuntime;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>The model that a command names: a file, or a service.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Gguf">How it is loaded where it is a GGUF model.</param>
/// <param name="Onnx">How it is loaded where it is an ONNX model.</param>
/// <param name="Service">The service that answers instead; null where the model is a file.</param>
internal sealed record ModelFile(string Path, LLamaSharpOptions Gguf, OnnxOptions Onnx, ServiceSettings? Service = null)
{
    // Several prompts are under way at a time, so each is kept together.
    private const int WholePrompt = 64;

    /// <summary>The small model beside the tool.</summary>
    public static string Default => System.IO.Path.Combine(AppContext.BaseDirectory, "models", "reviews-chat-f32.gguf");

    /// <summary>Whether the file's ending is that of GGUF models.</summary>
    public bool IsGguf => Ending == ".gguf";

    /// <summary>Whether the file's ending is that of ONNX models.</summary>
    public bool IsOnnx => Ending == ".onnx";

    private string Ending => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    /// <summary>The model, asked for log-probabilities where it is a service, which gives them only then.</summary>
    public ModelFile WithLogProbabilities() => this with { Service = Service is null ? null : Service with { LogProbabilities = true } };

    /// <summary>Opens the service, or the model by its file's ending.</summary>
    /// <param name="messages">Is told what a service cannot do.</param>
    /// <param name="cancellation">Ends the opening.</param>
    /// <exception cref="OptionException">The ending is of no known format.</exception>
    /// <exception cref="ModelException">The file cannot be used.</exception>
    /// <exception cref="ServiceException">The service cannot be used.</exception>
    public async Task<OpenedModel> OpenAsync(TextWriter messages, CancellationToken cancellation)
    {
        if (Service is not null)
        {
            var (source, scorer) = await ServiceModel.OpenAsync(Service, text => messages.WriteLine(ShownText.OneLine(text)), cancellation).ConfigureAwait(false);
            return new OpenedModel(source, scorer);
        }

        switch (Ending)
        {
            case ".onnx":
                var onnx = await OnnxCandidateSource.OpenAsync(Path, Onnx with { BatchSize = WholePrompt }, cancellation).ConfigureAwait(false);
                return new OpenedModel(onnx, onnx);
            case ".gguf":
                var gguf = await LLamaSharpCandidateSource.OpenAsync(Path, Gguf, cancellation).ConfigureAwait(false);
                return new OpenedModel(gguf, gguf);
            default:
                throw new OptionException("model", $"'{Path}' is no model that the tool can draw from; it takes files that end in .gguf or .onnx, and openai:NAME for services.");
        }
    }
}
