using Accelerated.Cli.Output;
using Accelerated.Cli.Services;
using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Inference.OnnxRuntime;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>The model that a command names: a file, or a service.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Gguf">Options for a GGUF model.</param>
/// <param name="Onnx">Options for an ONNX model.</param>
/// <param name="Service">The service to use instead; null for a file.</param>
internal sealed record ModelFile(string Path, LLamaSharpOptions Gguf, OnnxOptions Onnx, ServiceSettings? Service = null)
{
    // Several prompts are in progress at once, so each one's candidates form a single batch.
    private const int WholePrompt = 64;

    private static readonly string[] TokenizerFiles =
    [
        "config.json", "generation_config.json", "genai_config.json", "model.config.json", "tokenizer.json", "tokenizer_config.json",
        "vocab.json", "vocab.txt", "merges.txt", "added_tokens.json", "special_tokens_map.json", "chat_template.json",
    ];

    /// <summary>The small model shipped with the tool.</summary>
    public static string Default => System.IO.Path.Combine(AppContext.BaseDirectory, "models", "reviews-chat-f32.gguf");

    /// <summary>Whether the file's extension is that of GGUF models.</summary>
    public bool IsGguf => Ending == ".gguf";

    /// <summary>Whether the file's extension is that of ONNX models.</summary>
    public bool IsOnnx => Ending == ".onnx";

    /// <summary>
    /// The files that the model may be read from: its own, and for ONNX those of its folder that tokenizers and weights have.
    /// </summary>
    public IEnumerable<string> Files => Service is not null ? []
        : IsOnnx && System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) is { } folder && Directory.Exists(folder)
            ? [Path, .. Directory.EnumerateFiles(folder).Where(file => IsOfModel(System.IO.Path.GetFileName(file)))]
            : [Path];

    private string Ending => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    /// <summary>The same model with log-probabilities, which a service returns on request only.</summary>
    public ModelFile WithLogProbabilities() => this with { Service = Service is null ? null : Service with { LogProbabilities = true } };

    /// <summary>Opens the service, or the model by its file's extension.</summary>
    /// <param name="messages">Receives notes on what a service does not support.</param>
    /// <param name="cancellation">Cancels the opening.</param>
    /// <exception cref="OptionException">The file's extension is unknown.</exception>
    /// <exception cref="ModelException">The file cannot be used.</exception>
    /// <exception cref="ServiceException">The service cannot be used.</exception>
    public async Task<OpenedModel> OpenAsync(TextWriter messages, CancellationToken cancellation)
    {
        if (Service is not null)
        {
            var (source, scorer) = await ServiceModel
                .OpenAsync(Service, text => messages.WriteLine(ShownText.OneLine(text)), cancellation).ConfigureAwait(false);
            return new OpenedModel(source, scorer);
        }

        switch (Ending)
        {
            case ".onnx":
                var onnx = await OnnxCandidateSource.OpenAsync(
                    Path, Onnx with { BatchSize = WholePrompt }, cancellation).ConfigureAwait(false);
                return new OpenedModel(onnx, onnx);
            case ".gguf":
                var gguf = await LLamaSharpCandidateSource.OpenAsync(Path, Gguf, cancellation).ConfigureAwait(false);
                return new OpenedModel(gguf, gguf);
            default:
                throw new OptionException(
                    "model",
                    $"Invalid value '{Path}' for --model: expected a file that ends in .gguf or .onnx, or openai:NAME for a service.");
        }
    }

    private bool IsOfModel(string file) => System.IO.Path.GetExtension(file) is ".model" or ".jinja" or ".data" or ".onnx_data"
        || file.StartsWith(System.IO.Path.GetFileName(Path), StringComparison.Ordinal)
        || TokenizerFiles.Contains(file);
}
