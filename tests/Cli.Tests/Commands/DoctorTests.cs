namespace Accelerated.Cli.Tests;

/// <summary>What the tool says about the machine and a model.</summary>
public sealed class DoctorTests
{
    private static readonly string[] Checks =
    [
        "accelerated", "runtime", "system", "SIMD", "cores", "memory", "calibration", "LLamaSharp", "ONNX Runtime", "model header", "model",
        "drawing", "tokenizer",
    ];

    [Test]
    public async Task Finds_the_shipped_model_in_order()
    {
        var run = await CommandRun.Of("", "doctor", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Output);
        var findings = run.Json.Single().EnumerateArray().ToLookup(
            finding => finding.GetProperty("check").GetString()!, finding => finding.GetProperty("state").GetString());
        Assert.That(Checks, Is.SubsetOf(findings.Select(finding => finding.Key)));
        Assert.That(findings["tokenizer"].Single(), Is.EqualTo("ok"));
        Assert.That(findings["cuda"].Concat(findings["cuda:0"]), Is.Not.Empty);
    }

    [Test]
    public async Task Checks_an_ONNX_model() => Assert.That(
        (await CommandRun.Of("", "doctor", "--model", Models.ChatOnnx)).Output, Does.Match("drawing +ok").And.Match("tokenizer +ok"));

    [TestCase("missing.gguf", "was not found. Check --model.")]
    [TestCase("text.gguf", "GGUF")]
    [TestCase("text.onnx", "onnx")]
    public async Task Names_what_is_wrong_with_a_model(string name, string reason)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["text.gguf"], "text");
        await File.WriteAllTextAsync(folder["text.onnx"], "text");
        var run = await CommandRun.Of("", "doctor", "--model", folder[name], "--json");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        var last = run.Json.Single().EnumerateArray().Last();
        Assert.That(last.GetProperty("state").GetString(), Is.EqualTo("error"));
        Assert.That(last.GetProperty("finding").GetString(), Does.Contain(reason));
    }
}
