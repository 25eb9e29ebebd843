using System.CommandLine;
using Accelerated.Cli.Commands;
using Accelerated.Cli.Services;
using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Inference.OnnxRuntime;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>The options that name a model and say how it is loaded and how it reads prompts.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> _model = new("--model") { HelpName = "PATH|openai:NAME", Description = "A .gguf or .onnx model, or openai:NAME for a service. Default: the small instruct model of clothing reviews that comes with the tool." };
    private readonly ServiceOptions _service = new();
    private readonly Option<string> _chat = CommonOptions.Text("--chat", "auto", "auto|on|off", "Put prompts into the model's chat template: always, never, or where it has one. Messages need one.");
    private readonly Option<bool> _truncate = new("--truncate-prompts") { Description = "Drop the beginning of prompts that are too long for the model, instead of refusing them." };
    private readonly Option<string?> _threads = new("--threads") { HelpName = "T", Description = "Threads of the CPU, of the model and of the selection. Default: measured for a .gguf model, else all." };
    private readonly Option<string?> _gpuLayers = new("--gpu-layers") { HelpName = "K", Description = "Layers of a .gguf model to keep on the GPU; 0 for none. Default: all, where the native library serves one." };
    private readonly Option<string?> _context = new("--context") { HelpName = "L", Description = "The most tokens of a prompt and its answer together. Default: as many as the model was trained on." };
    private readonly Option<string?> _cache = new("--cache") { HelpName = "half|exact", Description = "Precision of a .gguf model's key/value cache: 16 bits, faster, or 32. Default: half." };
    private readonly Option<string?> _provider = new("--provider") { HelpName = "cpu|cuda|directml", Description = "What computes an .onnx model, where its package is referenced. Default: cpu." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_model, _chat, _truncate, _threads, _gpuLayers, _context, _cache, _provider])
        {
            command.Add(option);
        }

        _service.AddTo(command);
    }

    /// <summary>Whether the command line says when the template is applied.</summary>
    public bool AsksForTemplate(ParseResult parsed) => parsed.GetResult(_chat) is { Implicit: false };

    /// <summary>The threads asked for; null where none are.</summary>
    /// <exception cref="OptionException">They are no number, or more than this machine can be asked for.</exception>
    public int? Threads(ParseResult parsed)
    {
        if (parsed.GetValue(_threads) is not { } text)
        {
            return null;
        }

        var threads = CommonOptions.WholeNumber("threads", text, 1);
        return threads <= LLamaSharpOptions.MostThreads
            ? threads
            : throw new OptionException("threads", $"Invalid value '{text}' for --threads: expected a whole number of at most {LLamaSharpOptions.MostThreads}, four times this machine's processors.");
    }

    /// <summary>Reads the options' values.</summary>
    /// <exception cref="OptionException">A value is not allowed, or is about another kind of model.</exception>
    public ModelFile Read(ParseResult parsed)
    {
        var path = parsed.GetValue(_model) ?? ModelFile.Default;
        var service = _service.Read(parsed, path);
        if (service is not null && CommonOptions.FirstGiven(parsed, _chat, _truncate, _context) is { } local)
        {
            throw new OptionException(local.Name, $"{local.Name} is about models on this machine, and '{path}' is a service, which decides it itself. Leave it out.");
        }

        var chat = CommonOptions.OneOf("chat", parsed.GetValue(_chat)!, ("auto", ChatTemplateUse.Auto), ("on", ChatTemplateUse.Always), ("off", ChatTemplateUse.Never));
        var overflow = parsed.GetValue(_truncate) ? PromptOverflow.TruncateLeft : PromptOverflow.Refuse;
        int? context = parsed.GetValue(_context) is { } length ? CommonOptions.WholeNumber("context", length, 2) : null;
        var model = new ModelFile(
            path,
            new LLamaSharpOptions
            {
                Chat = chat,
                Overflow = overflow,
                Reproducible = true, // the tool's promise: the same seed, the same bytes
                ContextLength = context,
                Threads = Threads(parsed),
                GpuLayers = parsed.GetValue(_gpuLayers) is { } layers ? CommonOptions.WholeNumber("gpu-layers", layers, 0) : null,
                Cache = CommonOptions.OneOf("cache", parsed.GetValue(_cache) ?? "half", ("half", CachePrecision.Half), ("exact", CachePrecision.Exact)),
            },
            new OnnxOptions { Chat = chat, Overflow = overflow, ContextLength = context, Threads = Threads(parsed), Provider = Provider(parsed) },
            service);
        if (!model.IsGguf && CommonOptions.FirstGiven(parsed, _gpuLayers, _cache) is { } idle)
        {
            throw new OptionException(idle.Name, $"{idle.Name} is about .gguf models, and '{Path.GetFileName(path)}' is none. Name one with --model, or leave it out.");
        }

        if (!model.IsOnnx && CommonOptions.FirstGiven(parsed, _provider) is { } other)
        {
            throw new OptionException(other.Name, $"{other.Name} is about .onnx models, and '{Path.GetFileName(path)}' is none. Name one with --model, or leave it out.");
        }

        return model;
    }

    private OnnxProvider Provider(ParseResult parsed) => CommonOptions.OneOf(
        "provider", parsed.GetValue(_provider) ?? "cpu", ("cpu", OnnxProvider.Cpu), ("cuda", OnnxProvider.Cuda), ("directml", OnnxProvider.DirectMl));
}
