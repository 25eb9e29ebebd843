using System.CommandLine;
using Accelerated.Cli.Drawing;
using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Inference.OnnxRuntime;

namespace Accelerated.Cli.Tests;

/// <summary>Model options of the command line.</summary>
public sealed class ModelOptionsTests
{
    [Test]
    public void Reads_the_options_of_a_gguf_model()
    {
        Assert.That(
            Read(
                "--model", "a/b.GGUF", "--gpu-layers", "3", "--context", "512", "--cache", "exact", "--threads", "2", "--chat", "off",
                "--truncate-prompts").Gguf,
            Is.EqualTo(new LLamaSharpOptions
            {
                GpuLayers = 3,
                ContextLength = 512,
                Cache = CachePrecision.Exact,
                Threads = 2,
                Chat = ChatTemplateUse.Never,
                Overflow = PromptOverflow.TruncateLeft,
                Reproducible = true,
            }));
        Assert.That(Read("--model", "b.gguf").Gguf, Is.EqualTo(new LLamaSharpOptions { Reproducible = true }));
    }

    [Test]
    public void Reads_the_options_of_an_onnx_model()
    {
        Assert.That(
            Read(
                "--model", "a/b.onnx", "--context", "512", "--threads", "2", "--chat", "on", "--truncate-prompts", "--provider",
                "cuda").Onnx,
            Is.EqualTo(
                new OnnxOptions
                {
                    ContextLength = 512,
                    Threads = 2,
                    Chat = ChatTemplateUse.Always,
                    Overflow = PromptOverflow.TruncateLeft,
                    Provider = OnnxProvider.Cuda,
                }));
        Assert.That(Read("--model", "b.onnx").Onnx, Is.EqualTo(new OnnxOptions()));
    }

    [TestCase("a.gguf")]
    [TestCase("a.onnx")]
    public async Task Rejects_more_threads_than_allowed(string model)
    {
        var run = await CommandRun.Of("", "generate", "--model", model, "--threads", "100000");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(
            run.Error,
            Does.StartWith($"Invalid value '100000' for --threads: expected a whole number of at most {LLamaSharpOptions.MostThreads}, "));
    }

    [Test]
    public void Defaults_to_the_small_model_beside_the_tool() => Assert.That(Read().Path, Is.EqualTo(ModelFile.Default).And.Exist);

    private static ModelFile Read(params string[] arguments)
    {
        var options = new ModelOptions();
        var command = new Command("draw");
        options.AddTo(command);
        return options.Read(command.Parse(arguments));
    }
}
