using System.CommandLine;
using Accelerated.Cli.Commands;
using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;

namespace Accelerated.Cli.Drawing;

/// <summary>The options that name a model and say how it is loaded.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> _model = new("--model") { HelpName = "PATH", Description = "An .onnx or .gguf model. Default: the small model of clothing reviews that comes with the tool." };
    private readonly Option<string?> _gpuLayers = new("--gpu-layers") { HelpName = "K", Description = "Layers of a .gguf model to keep on the graphics card; 0 for none. Default: all, where the native library serves a card." };
    private readonly Option<string?> _context = new("--context") { HelpName = "L", Description = "The most tokens of a prompt and its answer together, of a .gguf model. Default: as many as it was trained on." };
    private readonly Option<string?> _cacheBits = new("--cache-bits") { HelpName = "16|32", Description = "Bits of a number in the cache of a .gguf model: 16 is faster, 32 exact. Default: 16." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_model, _gpuLayers, _context, _cacheBits])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the options' values.</summary>
    /// <exception cref="OptionException">A value is not allowed, or is about another kind of model.</exception>
    public ModelFile Read(ParseResult parsed)
    {
        var model = new ModelFile(parsed.GetValue(_model) ?? ModelFile.Default, new LLamaSharpOptions
        {
            GpuLayers = parsed.GetValue(_gpuLayers) is { } layers ? CommonOptions.WholeNumber("gpu-layers", layers, 0) : null,
            ContextLength = parsed.GetValue(_context) is { } length ? CommonOptions.WholeNumber("context", length, 2) : null,
            Cache = parsed.GetValue(_cacheBits) is { } bits ? CommonOptions.OneOf("cache-bits", bits, ("16", CachePrecision.Half), ("32", CachePrecision.Exact)) : CachePrecision.Half,
        });
        if (!model.IsGguf && ((Option[])[_gpuLayers, _context, _cacheBits]).FirstOrDefault(option => parsed.GetResult(option) is not null) is { } idle)
        {
            throw new OptionException(idle.Name, $"{idle.Name} is about .gguf models, and '{Path.GetFileName(model.Path)}' is none. Name one with --model, or leave it out.");
        }

        return model;
    }
}
