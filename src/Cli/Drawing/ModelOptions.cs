using System.CommandLine;
using Accelerated.Cli.Commands;
using Accelerated.Cli.Services;
using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Inference.OnnxRuntime;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>The options that name a model and set how it is loaded and reads prompts.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> _model = CommonOptions.Optional(
        "--model", "PATH|openai:NAME",
        "A .gguf or .onnx file, or openai:NAME for a service. Default: the small clothing-review instruct model shipped with the tool.");

    private readonly ServiceOptions _service = new();
    private readonly Option<string> _chat = CommonOptions.Text(
        "--chat", "auto", "auto|on|off",
        "Apply the model's chat template to prompts: if it has one, always, or never. Messages require one.");

    private readonly Option<bool> _truncate = new("--truncate-prompts")
    {
        Description = "Drop the beginning of prompts that exceed the context, instead of refusing them.",
    };

    private readonly Option<string?> _threads = CommonOptions.Optional(
        "--threads", "T",
        "CPU threads of the model and of the selection. Default: measured for a .gguf model, otherwise all logical CPUs.");

    private readonly Option<string?> _gpuLayers = CommonOptions.Optional(
        "--gpu-layers", "K", "Layers of a .gguf model to keep on the GPU; 0 for none. Default: all, if the native library supports a GPU.");

    private readonly Option<string?> _context = CommonOptions.Optional(
        "--context", "L", "Maximum tokens of a prompt and its answer together. Default: the context the model was trained with.");

    private readonly Option<string?> _cache = CommonOptions.Optional(
        "--cache", "half|exact", "KV cache precision of a .gguf model: half (16 bits, faster) or exact (32 bits). Default: half.");

    private readonly Option<string?> _provider = CommonOptions.Optional(
        "--provider", "cpu|cuda|directml", "Execution provider of an .onnx model, whose package must be referenced. Default: cpu.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_model, _chat, _truncate, _threads, _gpuLayers, _context, _cache, _provider])
        {
            command.Add(option);
        }

        _service.AddTo(command);
    }

    /// <summary>Whether the command line gives --chat.</summary>
    public bool AsksForTemplate(ParseResult parsed) => CommonOptions.IsGiven(parsed, _chat);

    /// <summary>The value of --threads; null if it is not given.</summary>
    /// <exception cref="OptionException">It is not a number from 1 to <see cref="LLamaSharpOptions.MostThreads"/>.</exception>
    public int? Threads(ParseResult parsed)
    {
        if (parsed.GetValue(_threads) is not { } text)
        {
            return null;
        }

        var threads = CommonOptions.WholeNumber("threads", text, 1);
        return threads <= LLamaSharpOptions.MostThreads
            ? threads
            : throw new OptionException(
                "threads",
                $"Invalid value '{text}' for --threads: expected a whole number of at most {LLamaSharpOptions.MostThreads}, "
                + "four times this machine's logical CPUs.");
    }

    /// <summary>Reads the options' values.</summary>
    /// <exception cref="OptionException">A value is not allowed, or applies to another kind of model.</exception>
    public ModelFile Read(ParseResult parsed)
    {
        var path = parsed.GetValue(_model) ?? ModelFile.Default;
        var service = _service.Read(parsed, path);
        if (service is not null && CommonOptions.FirstGiven(parsed, _chat, _truncate, _context) is { } local)
        {
            throw new OptionException(
                local.Name,
                $"{local.Name} applies to local models only; the service '{path}' decides this itself. Leave {local.Name} out.");
        }

        var chat = CommonOptions.OneOf(
            "chat",
            parsed.GetValue(_chat)!,
            ("auto", ChatTemplateUse.Auto),
            ("on", ChatTemplateUse.Always),
            ("off", ChatTemplateUse.Never));
        var overflow = parsed.GetValue(_truncate) ? PromptOverflow.TruncateLeft : PromptOverflow.Refuse;
        int? context = parsed.GetValue(_context) is { } length ? CommonOptions.WholeNumber("context", length, 2) : null;
        var model = new ModelFile(
            path,
            new LLamaSharpOptions
            {
                Chat = chat,
                Overflow = overflow,
                Reproducible = true, // the tool promises the same bytes for the same seed
                ContextLength = context,
                Threads = Threads(parsed),
                GpuLayers = parsed.GetValue(_gpuLayers) is { } layers ? CommonOptions.WholeNumber("gpu-layers", layers, 0) : null,
                Cache = CommonOptions.OneOf(
                    "cache", parsed.GetValue(_cache) ?? "half", ("half", CachePrecision.Half), ("exact", CachePrecision.Exact)),
            },
            new OnnxOptions
            {
                Chat = chat,
                Overflow = overflow,
                ContextLength = context,
                Threads = Threads(parsed),
                Provider = Provider(parsed),
            },
            service);
        if (!model.IsGguf && CommonOptions.FirstGiven(parsed, _gpuLayers, _cache) is { } unused)
        {
            throw Inapplicable(unused, ".gguf models", path);
        }

        if (!model.IsOnnx && CommonOptions.FirstGiven(parsed, _provider) is { } other)
        {
            throw Inapplicable(other, ".onnx models", path);
        }

        return model;
    }

    private OnnxProvider Provider(ParseResult parsed) => CommonOptions.OneOf(
        "provider",
        parsed.GetValue(_provider) ?? "cpu",
        ("cpu", OnnxProvider.Cpu),
        ("cuda", OnnxProvider.Cuda),
        ("directml", OnnxProvider.DirectMl));

    private static OptionException Inapplicable(Option option, string models, string path) => new(
        option.Name,
        $"{option.Name} applies to {models} only; '{Path.GetFileName(path)}' is not one. "
        + $"Choose one with --model, or leave {option.Name} out.");
}
