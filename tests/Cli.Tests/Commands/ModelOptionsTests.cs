using System.CommandLine;
using Accelerated.Cli.Drawing;
using Accelerated.Inference.LLamaSharp;

namespace Accelerated.Cli.Tests;

/// <summary>How the model that a command names is loaded.</summary>
public sealed class ModelOptionsTests
{
    [Test]
    public void A_gguf_model_is_loaded_as_the_command_line_says()
    {
        Assert.That(
            Read("--model", "a/b.GGUF", "--gpu-layers", "3", "--context", "512", "--cache-bits", "16"),
            Is.EqualTo(new ModelFile("a/b.GGUF", new LLamaSharpOptions { GpuLayers = 3, ContextLength = 512, Cache = CachePrecision.Half })));
        Assert.That(Read("--model", "b.gguf"), Is.EqualTo(new ModelFile("b.gguf", new LLamaSharpOptions())));
    }

    [Test]
    public void Without_a_name_it_is_the_small_model_beside_the_tool() => Assert.That(Read().Path, Is.EqualTo(ModelFile.Default).And.Exist);

    private static ModelFile Read(params string[] arguments)
    {
        var options = new ModelOptions();
        var command = new Command("draw");
        options.AddTo(command);
        return options.Read(command.Parse(arguments));
    }
}
